//! `cargo cepa openapi`: the program's OpenAPI document, which the program itself writes.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::output;
use crate::program::Program;

/// Print the OpenAPI document of a program
///
/// The program is built and run with `CEPA_OPENAPI_TO` in its environment: `App::serve` then writes the document and returns, and
/// no port is opened. What the program does before, such as to connect to its database, it does here too.
///
/// Without this tool: `CEPA_OPENAPI_TO=openapi.json cargo run`.
#[derive(Debug, Args)]
pub(crate) struct Openapi {
    /// Write it to this file
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    #[command(flatten)]
    run: Run,
    #[command(flatten)]
    program: Program,
}

/// How the program is run.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Run this executable, and build nothing
    #[arg(long, value_name = "PATH")]
    exe: Option<PathBuf>,
    /// How long the program may take to write the document
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Arguments for the program
    #[arg(last = true, value_name = "ARGUMENTS")]
    arguments: Vec<String>,
}

/// A document, and where the package is that it is of.
pub(crate) struct Described {
    pub(crate) document: String,
    pub(crate) package_dir: PathBuf,
}

impl Openapi {
    /// Prints the document, or writes it to a file.
    ///
    /// # Errors
    ///
    /// The program cannot be built, or writes no document.
    pub(crate) fn run(&self) -> Result<()> {
        let Described { document, .. } = self.run.describe(&self.program)?;
        match &self.output {
            None => output::print(&document),
            Some(path) => {
                std::fs::write(path, document).with_context(|| format!("{} cannot be written", path.display()))
            }
        }
    }
}

impl Run {
    /// The document of the program.
    ///
    /// # Errors
    ///
    /// The program cannot be built, or writes no document.
    pub(crate) fn describe(&self, program: &Program) -> Result<Described> {
        let (path, package_dir) = match &self.exe {
            // A mere name would be looked for in `PATH`.
            Some(path) => {
                let path = std::path::absolute(path).with_context(|| format!("{} is no path", path.display()))?;
                (path, PathBuf::from("."))
            }
            None => {
                let executable = program.build()?;
                (executable.path, executable.package_dir)
            }
        };
        let folder = tempfile::tempdir().context("no folder can be made for the document")?;
        let target = folder.path().join("openapi.json");
        let status = self.run_to_end(&path, &target)?;
        if !status.success() {
            bail!("{} failed before it had written its document ({status})", path.display());
        }
        let document = std::fs::read_to_string(&target).ok().filter(|document| !document.is_empty());
        let document = document.with_context(|| {
            format!("{} ended without a document: it is `App::serve` that writes it", path.display())
        })?;
        Ok(Described { document, package_dir })
    }

    fn run_to_end(&self, path: &Path, target: &Path) -> Result<ExitStatus> {
        let mut command = Command::new(path);
        command.args(&self.arguments).env("CEPA_OPENAPI_TO", target).stdin(Stdio::null());
        // The standard output is for the document alone.
        command.stdout(std::io::stderr());
        let mut child = command.spawn().with_context(|| format!("{} cannot be run", path.display()))?;
        match wait(&mut child, Duration::from_secs(self.timeout))? {
            Some(status) => Ok(status),
            None => {
                child.kill().and_then(|()| child.wait()).context("the program cannot be ended")?;
                bail!(
                    "{} still runs after {} s and has written no document: it is `App::serve` that writes it and returns, and the program ends when `main` does; --timeout gives it longer",
                    path.display(),
                    self.timeout
                )
            }
        }
    }
}

/// The program's status, once it has ended; none where it runs longer.
fn wait(child: &mut Child, longest: Duration) -> Result<Option<ExitStatus>> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait().context("the program cannot be waited for")? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= longest {
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
