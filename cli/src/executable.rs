//! The route tables in an executable's bytes. It is read, never run.

use std::collections::HashSet;

use anyhow::{Context, Result, bail};
use cepa_listing::{Table, format, search, tables};
use object::{Object, ObjectSection};

use crate::output::shown;

/// More sections than linkers write: each table has one, and there are some dozens of others.
const MANY_SECTIONS: usize = 4096;

/// The tables of an executable, in the order in which they stand in it.
///
/// # Errors
///
/// There is none, or one is damaged.
pub(crate) fn route_tables(bytes: &[u8]) -> Result<Vec<Table<'_>>> {
    let mut found = match object::File::parse(bytes) {
        Ok(file) if (1..=MANY_SECTIONS).contains(&file.sections().take(MANY_SECTIONS + 1).count()) => {
            of_sections(&file, bytes.len())?
        }
        // What has lost the headers of its sections, has no end of them, or has another form, still has the bytes.
        _ => search(bytes)?,
    };
    if found.is_empty() {
        bail!(
            "there is no table of routes in it: an application is made of one by `App::new(routes![…])`, and has to be part of the program"
        );
    }
    // A file for several machines has each table several times.
    let mut seen = HashSet::new();
    found.retain(|table| seen.insert(table.clone()));
    Ok(found)
}

fn of_sections<'a>(file: &object::File<'a>, file_size: usize) -> Result<Vec<Table<'a>>> {
    let mut found = Vec::new();
    let mut read = HashSet::new();
    let mut left = file_size;
    for section in file.sections() {
        let name = section.name().unwrap_or_default();
        if is_listing(name) {
            let data = section.data().with_context(|| format!("the section `{}` cannot be read", shown(name)))?;
            // Headers may say the same of the same bytes. Others that overlap are no linker's, and would be read without end.
            if read.insert(data.as_ptr_range()) {
                left = left
                    .checked_sub(data.len())
                    .with_context(|| format!("the section `{}` stands in another one", shown(name)))?;
                found.extend(tables(data).with_context(|| format!("the section `{}` is damaged", shown(name)))?);
            }
        }
    }
    Ok(found)
}

fn is_listing(section: &str) -> bool {
    section.starts_with(format::ELF_SECTION) || section == format::MACHO_SECTION || section == format::PE_SECTION
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No executable at all, and one without an application: this one has the format's marks in it, but no table.
    #[test]
    fn what_has_no_table_is_told() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        for bytes in [&b""[..], b"#!/bin/sh\n", &own] {
            let error = route_tables(bytes).unwrap_err().to_string();
            assert!(error.starts_with("there is no table of routes in it"), "{error}");
        }
    }

    /// A table without rows.
    fn table() -> Vec<u8> {
        let head = b"p\x1f1\x1fm\x1ff\x1f1\x1f";
        [&format::MAGIC[..], &[format::VERSION, head.len() as u8, 0, 0, 0, 0, 0, 0, 0], head].concat()
    }

    /// An ELF file in which these sections, each a place and a size in what follows the file's header, have listings.
    fn elf(content: &[u8], listings: impl IntoIterator<Item = (usize, usize)>) -> Vec<u8> {
        const HEADER: usize = 64;
        let names = b"\0.cepa.routes\0";
        let section = |name: u32, kind: u32, offset: usize, size: usize| {
            let mut header = [0; 64];
            header[..4].copy_from_slice(&name.to_le_bytes());
            header[4..8].copy_from_slice(&kind.to_le_bytes());
            header[24..32].copy_from_slice(&(offset as u64).to_le_bytes());
            header[32..40].copy_from_slice(&(size as u64).to_le_bytes());
            header
        };
        let mut sections = vec![[0; 64], section(0, 3, HEADER + content.len(), names.len())];
        sections.extend(listings.into_iter().map(|(offset, size)| section(1, 1, HEADER + offset, size)));
        let mut file = b"\x7fELF\x02\x01\x01".to_vec();
        file.resize(HEADER, 0);
        file[16] = 2;
        file[18] = 62;
        file[20] = 1;
        file[40..48].copy_from_slice(&((HEADER + content.len() + names.len()) as u64).to_le_bytes());
        file[52] = 64;
        file[58] = 64;
        file[60..62].copy_from_slice(&(sections.len() as u16).to_le_bytes());
        file[62] = 1;
        [&file, content, names, sections.as_flattened()].concat()
    }

    /// However often headers point at a table, it is read once: the work has to do with the size of the file.
    #[test]
    fn sections_of_the_same_bytes_are_read_once() {
        let tables = table().repeat(5_000);
        let same = (0, tables.len());
        for count in [1, MANY_SECTIONS - 2, 20_000] {
            let file = elf(&tables, std::iter::repeat_n(same, count));
            assert_eq!(route_tables(&file).unwrap().len(), 1, "{count}");
        }
        let zeros = vec![0; 100_000];
        let file = elf(&zeros, (0..4_000).map(|at| (at, zeros.len() - at)));
        let error = route_tables(&file).unwrap_err().to_string();
        assert_eq!(error, "the section `.cepa.routes` stands in another one");
    }
}
