//! `cargo cepa check`: the program's contract against its lock file.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use cepa_contract::{Lock, Verdict, compare};
use clap::Args;
use serde_json::Value;

use crate::openapi::{Described, Run};
use crate::program::Program;
use crate::{Told, output};

/// Compare what a program promises with its lock file
///
/// Fails where something breaks clients and the version was not raised. Each difference is told with its class and its place.
///
/// Without this tool: `cargo test`, with a test that calls `cepa::test::assert_contract`, and `CEPA_BLESS=1 cargo test` to write
/// the lock file.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Write the lock file anew
    #[arg(long)]
    bless: bool,
    /// The report as JSON
    #[arg(long)]
    json: bool,
    /// The lock file [default: api.lock.json beside the package's Cargo.toml]
    #[arg(long, value_name = "PATH")]
    lock: Option<PathBuf>,
    #[command(flatten)]
    run: Run,
    #[command(flatten)]
    program: Program,
}

impl Check {
    /// Prints the differences, or writes the lock file.
    ///
    /// # Errors
    ///
    /// There is no document or no lock file, or something breaks.
    pub(crate) fn run(&self) -> Result<()> {
        let Described { document, package_dir } = self.run.describe(&self.program)?;
        let document: Value = serde_json::from_str(&document).context("the program's document is no JSON")?;
        let path = self.lock.clone().unwrap_or_else(|| package_dir.join("api.lock.json"));
        let now = Lock::of(&document);
        let before = read(&path);
        if self.bless {
            return write(&path, &now, before.ok().flatten());
        }
        let Some(before) = before? else {
            bail!("there is no {}: write it with `cargo cepa check --bless`, and commit it", path.display())
        };
        let differences = compare(&before, &now);
        output::print(&if self.json {
            format!("{:#}\n", serde_json::to_value(&differences)?)
        } else {
            differences.to_string()
        })?;
        match differences.verdict() {
            Verdict::Same => Ok(()),
            verdict => {
                eprintln!("\nWhere that is meant: `cargo cepa check --bless` writes {} anew.", path.display());
                if verdict.is_failure() { Err(Told(1).into()) } else { Ok(()) }
            }
        }
    }
}

/// The lock file; none where there is none.
fn read(path: &Path) -> Result<Option<Lock>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Lock::read(&text).map(Some).with_context(|| path.display().to_string()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Writes the lock file, and tells what it has that the one of before had not.
fn write(path: &Path, now: &Lock, before: Option<Lock>) -> Result<()> {
    if let Some(before) = before {
        output::print(&compare(&before, now).to_string())?;
    }
    std::fs::write(path, now.write()).with_context(|| format!("{} cannot be written", path.display()))?;
    eprintln!("wrote {}", path.display());
    Ok(())
}
