//! The route tables in an executable's bytes. It is read, never run.

use anyhow::{Context, Result, bail};
use cepa_listing::{Table, format, search, tables};
use object::{Object, ObjectSection};

/// The tables of an executable, in the order in which they stand in it.
///
/// # Errors
///
/// There is none, or one is damaged.
pub(crate) fn route_tables(bytes: &[u8]) -> Result<Vec<Table<'_>>> {
    let mut found = match object::File::parse(bytes) {
        Ok(file) if file.sections().next().is_some() => of_sections(&file)?,
        // What has lost the headers of its sections, or has another form, still has the bytes.
        _ => search(bytes)?,
    };
    if found.is_empty() {
        bail!(
            "there is no table of routes in it: an application is made of one by `App::new(routes![…])`, and has to be part of the program"
        );
    }
    // A file for several machines has each table several times.
    let mut seen: Vec<Table<'_>> = Vec::new();
    found.retain(|table| {
        let new = !seen.contains(table);
        if new {
            seen.push(table.clone());
        }
        new
    });
    Ok(found)
}

fn of_sections<'a>(file: &object::File<'a>) -> Result<Vec<Table<'a>>> {
    let mut found = Vec::new();
    for section in file.sections() {
        let name = section.name().unwrap_or_default();
        if is_listing(name) {
            let data = section.data().with_context(|| format!("the section `{name}` cannot be read"))?;
            found.extend(tables(data).with_context(|| format!("the section `{name}` is damaged"))?);
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
}
