//! Bytes -> [`Table`]s. Whatever the bytes are, this ends with tables or with a [`Fault`].

use std::borrow::Cow;
use std::fmt;

use crate::cursor::Cursor;
use crate::format::{BEHIND_AUTH, MAGIC, VERSION};
use crate::{Argument, Row, Source, Table, file_in_crate, join};

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
        tables.push(table(&mut cursor)?);
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
        match table(&mut cursor) {
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

/// How many bytes may be copied for each that a table has: far more than prefixes and patterns ask for.
const COPIES_MAX: usize = 64;

/// How deep mounts may be nested; `cepa` refuses more than 16.
const DEPTH_MAX: usize = 64;

fn table<'a>(cursor: &mut Cursor<'a>) -> Result<Table<'a>, Fault> {
    let offset = cursor.at;
    match cursor.take(MAGIC.len()) {
        Ok(magic) if magic == MAGIC => {}
        _ => return Err(Fault::NoTable { offset }),
    }
    match cursor.byte()? {
        VERSION => {}
        found => return Err(Fault::Version { found }),
    }
    let (head_length, length) = (cursor.u32()?, cursor.u32()?);
    let (mut head, items) = (cursor.part(head_length)?, cursor.part(length)?);
    Ok(Table {
        package: head.text()?,
        version: head.text()?,
        module: head.text()?,
        file: file_in_crate(head.text()?),
        line: head.number()?,
        rows: Items::new(items, length as usize).rows()?,
    })
}

/// The routes and mounts of a table that are still to be read.
struct Items<'a> {
    cursor: Cursor<'a>,
    /// Those around the next item, the table itself first.
    mounts: Vec<Mount<'a>>,
    /// How many bytes may still be copied.
    copies: usize,
    rows: Vec<Row<'a>>,
}

/// What holds for all routes in a mount.
struct Mount<'a> {
    prefix: Cow<'a, str>,
    host: &'a str,
    auth: bool,
}

impl<'a> Items<'a> {
    fn new(cursor: Cursor<'a>, length: usize) -> Self {
        let table = Mount { prefix: Cow::Borrowed(""), host: "", auth: false };
        Self { cursor, mounts: vec![table], copies: length.saturating_mul(COPIES_MAX), rows: Vec::new() }
    }

    fn rows(mut self) -> Result<Vec<Row<'a>>, Fault> {
        while !self.cursor.is_at_end() {
            self.item()?;
        }
        // Each mount has its end.
        if self.mounts.len() == 1 { Ok(self.rows) } else { Err(self.cursor.damaged()) }
    }

    fn item(&mut self) -> Result<(), Fault> {
        let damaged = self.cursor.damaged();
        let auth = self.cursor.passes(BEHIND_AUTH);
        match self.cursor.text()? {
            "route" => self.route(auth),
            "mount" if self.mounts.len() < DEPTH_MAX => self.mount(auth),
            "end" if self.mounts.len() > 1 && !auth => {
                self.mounts.pop();
                Ok(())
            }
            _ => Err(damaged),
        }
    }

    fn mount(&mut self, auth: bool) -> Result<(), Fault> {
        let mount = Mount { prefix: self.path()?, host: self.host()?, auth: auth || self.around().auth };
        self.mounts.push(mount);
        Ok(())
    }

    /// A row for each pattern.
    fn route(&mut self, auth: bool) -> Result<(), Fault> {
        let row = self.cursor.facts(auth || self.around().auth)?;
        let size = size_of_val(&row) + size_of_val(&*row.arguments) + size_of_val(&*row.tags);
        let patterns: usize = self.cursor.number()?;
        for _ in 0..patterns {
            self.copy(size)?;
            let methods = self.cursor.list(Cursor::text)?;
            let row = Row { methods, path: self.path()?, host: self.host()?, ..row.clone() };
            self.rows.push(row);
        }
        Ok(())
    }

    /// A path or a prefix, those of the mounts around it in front.
    fn path(&mut self) -> Result<Cow<'a, str>, Fault> {
        let path = self.cursor.text()?;
        let (head, slash, tail) = join(&self.around().prefix, path);
        if head.is_empty() && slash.is_empty() {
            return Ok(Cow::Borrowed(tail));
        }
        let joined = [head, slash, tail].concat();
        self.copy(joined.len())?;
        Ok(Cow::Owned(joined))
    }

    /// A host, or that of the nearest mount that names one.
    fn host(&mut self) -> Result<&'a str, Fault> {
        Ok(match self.cursor.text()? {
            "" => self.around().host,
            own => own,
        })
    }

    fn around(&self) -> &Mount<'a> {
        &self.mounts[self.mounts.len() - 1]
    }

    /// Counts what is copied, which bytes of ill will could ask for without end.
    fn copy(&mut self, bytes: usize) -> Result<(), Fault> {
        self.copies = self.copies.checked_sub(bytes).ok_or_else(|| self.cursor.damaged())?;
        Ok(())
    }
}

impl<'a> Cursor<'a> {
    /// All of a route but its patterns.
    fn facts(&mut self, auth: bool) -> Result<Row<'a>, Fault> {
        Ok(Row {
            methods: Vec::new(),
            path: Cow::Borrowed(""),
            host: "",
            function: self.text()?,
            module: self.text()?,
            file: file_in_crate(self.text()?),
            line: self.number()?,
            operation_id: self.text()?,
            status: self.optional()?,
            body_limit_bytes: self.optional()?,
            auth,
            public: self.flag()?,
            deprecated: self.flag()?,
            tags: self.list(Self::text)?,
            arguments: self.list(Self::argument)?,
        })
    }

    fn argument(&mut self) -> Result<Argument<'a>, Fault> {
        Ok(Argument { source: Source::named(self.text()?), name: self.text()?, type_name: self.text()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table without rows, as `cepa` writes it: `p` 1, at `m` in `f`, line 300.
    fn empty_table() -> Vec<u8> {
        table_of("")
    }

    /// The same with these items, in which `|` ends a field.
    fn table_of(items: &str) -> Vec<u8> {
        let fields = |text: &str| text.replace('|', "\u{1f}").into_bytes();
        let (head, items) = (fields("p|1|m|f|300|"), fields(items));
        let lengths = [head.len() as u32, items.len() as u32].map(u32::to_le_bytes);
        [&MAGIC[..], &[VERSION], lengths.as_flattened(), &head, &items].concat()
    }

    /// A route at `/x` with nothing else.
    const ROUTE: &str = "route|f|m|a.rs|7||||||0|0|1|0|/x||";

    fn paths(items: &str) -> Result<Vec<String>, Fault> {
        let table = table_of(items);
        Ok(tables(&table)?[0].rows.iter().map(|row| format!("{}{}", row.host, row.path)).collect())
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
        let table = table_of(&format!("mount|/a||!{ROUTE}end|"));
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
        for (count, lie) in
            [("|0|0|1|", "|99999999999|0|1|"), ("|0|0|1|", "|0|99999999999|1|"), ("|1|0|", "|99999999999|0|")]
        {
            assert!(matches!(paths(&ROUTE.replace(count, lie)), Err(Fault::Damaged { .. })), "{lie}");
        }
    }

    /// Nor are a prefix above many rows, or the arguments of many patterns, copied without end.
    #[test]
    fn copies_are_limited() {
        let below = format!("mount|/{}||{}end|", "a".repeat(100_000), ROUTE.repeat(10_000));
        assert!(matches!(paths(&below), Err(Fault::Damaged { .. })));
        let arguments = format!("|0|50000|{}50000|{}", "path|a|u8|".repeat(50_000), "0|/x||".repeat(50_000));
        assert!(matches!(paths(&ROUTE.replace("|0|0|1|0|/x||", &arguments)), Err(Fault::Damaged { .. })));
        assert!(matches!(paths(&"mount|/a||".repeat(100_000)), Err(Fault::Damaged { .. })));
    }

    /// Paths are joined, the nearest host holds, and credentials are asked for below a mount that asks for them.
    #[test]
    fn mounts_hold_for_what_is_in_them() {
        let items = format!("{ROUTE}!mount|/a/|h|{ROUTE}mount||i|{ROUTE}end|{ROUTE}end|!{ROUTE}mount|/b||{ROUTE}end|");
        assert_eq!(paths(&items).unwrap(), ["/x", "h/a/x", "i/a/x", "h/a/x", "/x", "/b/x"]);
        let table = table_of(&items);
        let auth: Vec<bool> = tables(&table).unwrap()[0].rows.iter().map(|row| row.auth).collect();
        assert_eq!(auth, [false, true, true, true, true, false]);
        for unsound in ["end|", "mount|/a||!end|", "mount|/a||", "mount|/a||end|end|", "other|", "!"] {
            assert!(matches!(paths(unsound), Err(Fault::Damaged { .. })), "{unsound}");
        }
    }

    /// A later version may add to a head's end.
    #[test]
    fn additions_are_passed_over() {
        let mut table = empty_table();
        let length = u32::from_le_bytes(table[9..13].try_into().unwrap()) + 3;
        table[9..13].copy_from_slice(&length.to_le_bytes());
        table.extend(*b"new");
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
