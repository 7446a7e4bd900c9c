//! The standard output.

use std::io::{ErrorKind, Write, stdout};

use anyhow::{Context, Result};

/// Writes the text; who reads it may stop early.
///
/// # Errors
///
/// It cannot be written.
pub(crate) fn print(output: &str) -> Result<()> {
    match stdout().lock().write_all(output.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("the output cannot be written"),
        _ => Ok(()),
    }
}
