//! Changes to a generated application, as someone at work makes them.

use std::fs;

use crate::Result;
use crate::generate::App;

/// A kind of change; each is made to the resource in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// In the body of a function: a statement, in front of others.
    Body,
    /// A new member of the type that two routes read.
    Field,
}

/// In all applications these lines begin the body and the type that are changed.
const BODY: &str = "    let reference = format!(\"order {id}\");\n";
const TYPE: &str = "struct NewOrder";

impl Edit {
    /// Changes the application as generated; a `serial` of its own makes each change a new one.
    pub fn apply(self, app: &App, serial: usize) -> Result<()> {
        let number = app.resources() / 2;
        let source = app.resource_source(number);
        let (at, text) = match self {
            Self::Body => (end_of_line(&source, BODY)?, statements(serial)),
            Self::Field => (end_of_line(&source, TYPE)?, field(serial)),
        };
        let (before, after) = source.split_at(at);
        Ok(fs::write(app.resource_path(number), format!("{before}{text}{after}"))?)
    }

    /// The application as generated.
    pub fn undo(app: &App) -> Result<()> {
        let number = app.resources() / 2;
        Ok(fs::write(app.resource_path(number), app.resource_source(number))?)
    }
}

/// One or two, by turns, so that what stands below moves each time.
fn statements(serial: usize) -> String {
    let first = format!("    let reference = reference + \"{serial}\";\n");
    if serial.is_multiple_of(2) { first + "    let reference = reference + \"!\";\n" } else { first }
}

fn field(serial: usize) -> String {
    format!("    #[allow(dead_code)]\n    edited_{serial}: Option<u32>,\n")
}

fn end_of_line(source: &str, line: &str) -> Result<usize> {
    let start = source.find(line).ok_or_else(|| format!("no resource has {line:?}"))?;
    let length = source[start..].find('\n').ok_or("the line does not end")?;
    Ok(start + length + 1)
}
