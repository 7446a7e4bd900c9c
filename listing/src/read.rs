//! Bytes -> [`Table`]s. Whatever the bytes are, this ends with tables or with a [`Fault`].

use std::fmt;

use crate::format::{AUTH, DEPRECATED, MAGIC, PUBLIC, SOURCES, VERSION};
use crate::{Argument, Row, Source, Table};

/// Why bytes are no tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Something other than a table stands at this offset.
    NoTable {
        /// In bytes, from the beginning.
        offset: usize,
    },
    /// A table of another version of the format.
    Version {
        /// The version it names.
        found: u8,
    },
    /// A table ends before all of it has been read, or has a value that makes no sense.
    Damaged {
        /// In bytes, from the beginning of what was read.
        offset: usize,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTable { offset } => write!(f, "no route table stands at byte {offset}"),
            Self::Version { found } => {
                write!(
                    f,
                    "the route table is of version {found} of the format, and this program reads version {VERSION}"
                )
            }
            Self::Damaged { offset } => write!(f, "the route table is damaged at byte {offset}"),
        }
    }
}

impl std::error::Error for Fault {}

/// The tables of a section: one after the other, zeros between them at most.
///
/// # Errors
///
/// Anything else in the section.
pub fn tables(section: &[u8]) -> Result<Vec<Table<'_>>, Fault> {
    let mut tables = Vec::new();
    let mut cursor = Cursor { bytes: section, at: 0, end: section.len() };
    loop {
        cursor.skip_zeros();
        if cursor.at == cursor.end {
            return Ok(tables);
        }
        tables.push(cursor.table()?);
    }
}

/// The tables anywhere in `bytes`, such as a file of which nothing is known.
///
/// # Errors
///
/// Where there is no sound table, what is wrong with the first that looks like one.
pub fn search(bytes: &[u8]) -> Result<Vec<Table<'_>>, Fault> {
    let mut tables = Vec::new();
    let mut fault = None;
    let mut cursor = Cursor { bytes, at: 0, end: bytes.len() };
    while let Some(found) = find_magic(&bytes[cursor.at..]) {
        let start = cursor.at + found;
        cursor.at = start;
        match cursor.table() {
            Ok(table) => tables.push(table),
            Err(error) => {
                fault.get_or_insert(error);
                cursor.at = start + MAGIC.len();
            }
        }
    }
    match fault {
        Some(fault) if tables.is_empty() => Err(fault),
        _ => Ok(tables),
    }
}

fn find_magic(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    // The first byte is rare, which makes this fast enough for files of any size.
    while let Some(step) = bytes[from..].iter().position(|byte| *byte == MAGIC[0]) {
        from += step;
        if bytes[from..].starts_with(&MAGIC) {
            return Some(from);
        }
        from += 1;
    }
    None
}

/// A place in the bytes, and how far it may go.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    fn skip_zeros(&mut self) {
        while self.at < self.end && self.bytes[self.at] == 0 {
            self.at += 1;
        }
    }

    const fn damaged(&self) -> Fault {
        Fault::Damaged { offset: self.at }
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8], Fault> {
        let end = self.at.checked_add(count).filter(|end| *end <= self.end).ok_or_else(|| self.damaged())?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32, Fault> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn number<T: TryFrom<u64>>(&mut self) -> Result<T, Fault> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let part = u64::from(byte & 0x7f);
            if part << shift >> shift != part {
                break;
            }
            number |= part << shift;
            if byte & 0x80 == 0 {
                return T::try_from(number).map_err(|_| self.damaged());
            }
        }
        Err(self.damaged())
    }

    fn optional<T: TryFrom<u64>>(&mut self) -> Result<Option<T>, Fault> {
        match self.number::<u64>()? {
            0 => Ok(None),
            more => T::try_from(more - 1).map(Some).map_err(|_| self.damaged()),
        }
    }

    fn text(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| Fault::Damaged { offset: start })
    }

    /// What `each` reads, as often as a count says.
    fn list<T>(&mut self, each: impl Fn(&mut Self) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
        let count = self.number()?;
        self.repeat(count, each)
    }

    fn repeat<T>(&mut self, count: usize, each: impl Fn(&mut Self) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
        // Little is allocated for a count that is a lie: the list grows with what has been read.
        let mut list = Vec::with_capacity(count.min(1024));
        for _ in 0..count {
            list.push(each(self)?);
        }
        Ok(list)
    }

    /// What `read` reads of the next bytes, whose number stands in front of them; all of them are passed over.
    fn framed<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        let length = self.u32()? as usize;
        let start = self.at;
        self.take(length)?;
        let mut inside = Cursor { bytes: self.bytes, at: start, end: self.at };
        read(&mut inside)
    }

    fn table(&mut self) -> Result<Table<'a>, Fault> {
        let offset = self.at;
        match self.take(MAGIC.len()) {
            Ok(magic) if magic == MAGIC => {}
            _ => return Err(Fault::NoTable { offset }),
        }
        match self.byte()? {
            VERSION => self.framed(Self::body),
            found => Err(Fault::Version { found }),
        }
    }

    fn body(&mut self) -> Result<Table<'a>, Fault> {
        Ok(Table {
            package: self.text()?,
            version: self.text()?,
            module: self.text()?,
            file: self.text()?,
            line: self.number()?,
            rows: self.rows()?,
        })
    }

    fn rows(&mut self) -> Result<Vec<Row<'a>>, Fault> {
        let count = self.u32()? as usize;
        self.repeat(count, |cursor| cursor.framed(Self::row))
    }

    fn row(&mut self) -> Result<Row<'a>, Fault> {
        let flags = self.byte()?;
        Ok(Row {
            methods: self.list(Self::text)?,
            path: self.text()?,
            host: self.text()?,
            function: self.text()?,
            module: self.text()?,
            file: self.text()?,
            line: self.number()?,
            operation_id: self.text()?,
            status: self.optional()?,
            body_limit_bytes: self.optional()?,
            auth: flags & AUTH != 0,
            public: flags & PUBLIC != 0,
            deprecated: flags & DEPRECATED != 0,
            tags: self.list(Self::text)?,
            arguments: self.list(Self::argument)?,
        })
    }

    fn argument(&mut self) -> Result<Argument<'a>, Fault> {
        let source = usize::from(self.byte()?);
        Ok(Argument {
            source: SOURCES.get(source).copied().unwrap_or(Source::Other),
            name: self.text()?,
            type_name: self.text()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table without rows, as `cepa` writes it: `p` 1, at `m` in `f`, line 300.
    fn empty_table() -> Vec<u8> {
        let body = [1, b'p', 1, b'1', 1, b'm', 1, b'f', 0xac, 2, 0, 0, 0, 0];
        let mut bytes = MAGIC.to_vec();
        bytes.push(VERSION);
        bytes.extend((body.len() as u32).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    #[test]
    fn zeros_may_stand_between_tables() {
        let table = empty_table();
        let section = [&[0, 0][..], &table, &[0, 0, 0], &table].concat();
        let tables = tables(&section).unwrap();
        assert_eq!(tables.len(), 2);
        let expected = Table { package: "p", version: "1", module: "m", file: "f", line: 300, rows: Vec::new() };
        assert_eq!(tables[1], expected);
    }

    /// Anything else is told with its place.
    #[test]
    fn garbage_is_refused() {
        let table = empty_table();
        assert_eq!(tables(b"\0\0garbage"), Err(Fault::NoTable { offset: 2 }));
        assert_eq!(tables(&[&table[..], b"x"].concat()), Err(Fault::NoTable { offset: table.len() }));
        let mut later = table.clone();
        later[MAGIC.len()] = 9;
        assert_eq!(tables(&later), Err(Fault::Version { found: 9 }));
        assert!(tables(&later).unwrap_err().to_string().contains("version 9"));
    }

    /// No cut and no changed byte makes it panic, or allocate without end.
    #[test]
    fn damage_is_told() {
        let table = empty_table();
        for length in 1..table.len() {
            assert!(tables(&table[..length]).is_err(), "cut to {length}");
        }
        for at in 0..table.len() {
            for value in 0..=u8::MAX {
                let mut changed = table.clone();
                changed[at] = value;
                let _ = tables(&changed);
                let _ = search(&changed);
            }
        }
    }

    /// What is allocated has to do with what is there, and not with what a count says.
    #[test]
    fn a_count_that_is_a_lie_allocates_little() {
        let empty = empty_table();
        // The bytes for so many rows seem to be there, but hold none.
        let mut table = vec![0; 300 << 20];
        table[..empty.len()].copy_from_slice(&empty);
        table[empty.len() - 4..empty.len()].copy_from_slice(&u32::MAX.to_le_bytes());
        let length = u32::try_from(table.len() - MAGIC.len() - 5).unwrap();
        table[9..13].copy_from_slice(&length.to_le_bytes());
        assert!(matches!(tables(&table), Err(Fault::Damaged { .. })));
    }

    /// A later version may add to a row's end and to the body's.
    #[test]
    fn additions_are_passed_over() {
        let mut table = empty_table();
        table.extend([1, 2, 3]);
        let length = u32::from_le_bytes(table[9..13].try_into().unwrap()) + 3;
        table[9..13].copy_from_slice(&length.to_le_bytes());
        assert_eq!(tables(&table).unwrap()[0].package, "p");
    }

    #[test]
    fn tables_are_found_anywhere() {
        let table = empty_table();
        let file = [&b"\x7fELF and the like"[..], &MAGIC, b"no table", &table, &[0x93], &table[..4]].concat();
        assert_eq!(search(&file).unwrap().len(), 1);
        assert_eq!(search(b"nothing"), Ok(Vec::new()));
        assert!(search(&MAGIC).is_err());
    }
}
