//! `cargo cepa routes`: the table of routes, read from the executable.

mod filter;
mod json;
mod text;

use std::path::PathBuf;

use anyhow::{Context, Result};
use cepa_listing::{Row, Table};
use clap::Args;

use self::filter::Filter;
use crate::Told;
use crate::executable::route_tables;
use crate::output;
use crate::program::Program;
use crate::style::coloured;

/// List the routes of a program, read from its executable
///
/// The program is built, and read without running it. Arguments that handlers take from the state are left out of the table, and
/// are in --json. Routes that are added at run time, and mounted services, are in no executable.
///
/// Without this tool: `cargo run`, and the docs page; or `cargo test`, with a test that goes through `ROUTES.nodes()` by
/// `cepa::routing::Walk`.
#[derive(Debug, Args)]
pub(crate) struct Routes {
    #[command(flatten)]
    filter: Filter,
    /// Those that ask for no credentials; fails where one of them is not marked `public`
    ///
    /// The marks in the source are the list that is expected: `#[get("/", public)]`. Layers count that a table names and that
    /// refuse with 401 or 403; what an `App` is given by `with` or `layer` is not known here.
    #[arg(long)]
    open: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Read this executable, and build nothing
    #[arg(long, value_name = "PATH")]
    exe: Option<PathBuf>,
    #[command(flatten)]
    program: Program,
}

impl Routes {
    /// Prints the table.
    ///
    /// # Errors
    ///
    /// The program cannot be built, has no table, or has an open route that nobody meant to be open.
    pub(crate) fn run(&self) -> Result<()> {
        let path = match &self.exe {
            Some(path) => path.clone(),
            None => self.program.build()?.path,
        };
        let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let mut tables = route_tables(&bytes).with_context(|| path.display().to_string())?;
        for table in &mut tables {
            table.rows.retain(|row| self.filter.takes(row) && !(self.open && row.auth));
        }
        let output = if self.json { json::listing(&tables) } else { text::listing(&tables, coloured()) };
        output::print(&output)?;
        if self.open { audit(&tables) } else { Ok(()) }
    }
}

/// Tells the open routes that are not marked so.
fn audit(tables: &[Table<'_>]) -> Result<()> {
    let unmarked: Vec<&Row<'_>> = tables.iter().flat_map(|table| &table.rows).filter(|row| !row.public).collect();
    for row in &unmarked {
        eprintln!("error: {}", text::open(row));
    }
    match unmarked.len() {
        0 => Ok(()),
        _ => {
            eprintln!(
                "Where that is meant, say so on the route, `#[get(\"/…\", public)]`; else ask for who is calling."
            );
            Err(Told(1).into())
        }
    }
}
