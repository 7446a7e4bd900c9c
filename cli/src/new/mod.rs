//! `cargo cepa new`: a package that builds, passes its tests, and keeps its contract.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::Told;
use crate::program::cargo;

/// Make a package with an API to begin with
///
/// Routes, a model, an error, tests, and the lock file of its contract. The package is what `cargo new` makes of it: in a workspace
/// it becomes a member.
///
/// Without this tool: `cargo new NAME`, `cargo add cepa`, and the book's quick start.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// The folder to make
    path: PathBuf,
    /// The package's name, where it is not the folder's
    #[arg(long)]
    name: Option<String>,
    /// Depend on the cepa of this checkout, instead of the published one
    #[arg(long, value_name = "DIRECTORY")]
    cepa_path: Option<PathBuf>,
    /// The version control to begin: git, hg, pijul, fossil or none
    #[arg(long, value_name = "VCS")]
    vcs: Option<String>,
}

/// The files of the package, apart from those that cargo makes.
const FILES: [(&str, &str); 4] = [
    ("src/main.rs", include_str!("template/main.rs")),
    ("src/tests.rs", include_str!("template/tests.rs")),
    ("api.lock.json", include_str!("template/api.lock.json")),
    ("README.md", include_str!("template/README.md")),
];

impl New {
    /// Makes the package.
    ///
    /// # Errors
    ///
    /// Cargo refuses the name or the folder, or a file cannot be written.
    pub(crate) fn run(&self) -> Result<()> {
        let dependency = self.dependency()?;
        self.make_package()?;
        let manifest = self.path.join("Cargo.toml");
        let written =
            fs::read_to_string(&manifest).with_context(|| format!("{} cannot be read", manifest.display()))?;
        let name = package_name(&written).context("cargo made a package without a name")?;
        write(&manifest, &with_dependency(&written, &dependency))?;
        for (file, text) in FILES {
            write(&self.path.join(file), &text.replace("{{name}}", name))?;
        }
        let ignore = self.path.join(".gitignore");
        if !ignore.exists() {
            write(&ignore, "/target\n")?;
        }
        eprintln!("Try `cargo run` or `cargo test` in {}.", self.path.display());
        Ok(())
    }

    /// The line in `[dependencies]`.
    fn dependency(&self) -> Result<String> {
        let Some(checkout) = &self.cepa_path else { return Ok(format!("cepa = \"{}\"", env!("CARGO_PKG_VERSION"))) };
        let runtime = checkout.join("runtime");
        if !runtime.join("Cargo.toml").is_file() {
            bail!("{} is no checkout of cepa: it has no runtime/Cargo.toml", checkout.display());
        }
        let runtime = runtime.canonicalize().with_context(|| format!("{} cannot be read", runtime.display()))?;
        // A literal string of TOML: backslashes stand for themselves.
        Ok(format!("cepa = {{ path = '{}' }}", runtime.display()))
    }

    /// Has cargo check the name, make the folder, begin version control, and add the package to the workspace around it.
    fn make_package(&self) -> Result<()> {
        let mut command = cargo();
        command.args(["new", "--bin"]);
        for (flag, value) in [("--name", &self.name), ("--vcs", &self.vcs)] {
            command.args(value.iter().flat_map(|value| [OsString::from(flag), value.into()]));
        }
        let status = command.arg(&self.path).status().context("cargo cannot be started")?;
        if status.success() { Ok(()) } else { Err(Told(1).into()) }
    }
}

fn package_name(manifest: &str) -> Option<&str> {
    manifest.lines().find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
}

/// The manifest with one more dependency. Cargo may have written other tables behind theirs, such as `[lints]`.
fn with_dependency(manifest: &str, dependency: &str) -> String {
    let head = "[dependencies]\n";
    match manifest.split_once(head) {
        Some((before, after)) => format!("{before}{head}{dependency}\n{after}"),
        None => format!("{}\n\n{head}{dependency}\n", manifest.trim_end()),
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}
