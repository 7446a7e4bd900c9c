//! What the program is built from, and who tells when that changes.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher, recommended_watcher};
use serde_json::Value;

use super::Event;
use crate::program::{Program, cargo};

/// The watched folders of the packages that are no one else's: their Rust files, their `Cargo.toml`s, and whatever else the last
/// build has read. What the program itself writes there is no source.
pub(super) struct Sources {
    /// Watches as long as it lives.
    _watcher: RecommendedWatcher,
    read: Arc<Mutex<HashSet<PathBuf>>>,
}

impl Sources {
    /// Watches the packages of the workspace, and those that it depends on by a path.
    ///
    /// # Errors
    ///
    /// Cargo does not know the packages, or the system cannot watch their folders.
    pub(super) fn watch(program: &Program, events: Sender<Event>) -> Result<Self> {
        let Layout { packages, target } = Layout::of(program)?;
        let read = Arc::new(Mutex::new(HashSet::new()));
        let known = Arc::clone(&read);
        let mut watcher = recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if matches!(event.kind, EventKind::Access(_)) {
                return;
            }
            let known = known.lock().unwrap_or_else(PoisonError::into_inner);
            if event.paths.iter().any(|path| !path.starts_with(&target) && is_source(path, &known)) {
                let _ = events.send(Event::Changed);
            }
        })
        .context("the system cannot watch files")?;
        for package in &packages {
            watch_package(&mut watcher, package)?;
        }
        Ok(Self { _watcher: watcher, read })
    }

    /// Takes note of all files that went into an executable; cargo writes them beside it.
    pub(super) fn read_dependencies(&self, executable: &Path) {
        if let Ok(text) = std::fs::read_to_string(executable.with_extension("d")) {
            *self.read.lock().unwrap_or_else(PoisonError::into_inner) = dependencies(&text).collect();
        }
    }
}

fn is_source(path: &Path, read: &HashSet<PathBuf>) -> bool {
    path.extension() == Some(OsStr::new("rs"))
        || path.file_name() == Some(OsStr::new("Cargo.toml"))
        || read.contains(path)
}

/// The package's own folder, and those below it apart from hidden ones and other people's.
fn watch_package(watcher: &mut RecommendedWatcher, package: &Path) -> Result<()> {
    let mut watch =
        |path: &Path, mode| watcher.watch(path, mode).with_context(|| format!("{} cannot be watched", path.display()));
    watch(package, RecursiveMode::NonRecursive)?;
    for entry in package.read_dir().with_context(|| format!("{} cannot be read", package.display()))?.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if entry.path().is_dir() && !name.starts_with('.') && !["target", "node_modules"].contains(&&*name) {
            watch(&entry.path(), RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}

/// Where the packages are.
struct Layout {
    packages: Vec<PathBuf>,
    target: PathBuf,
}

impl Layout {
    fn of(program: &Program) -> Result<Self> {
        let mut command = cargo();
        command.args(["metadata", "--format-version=1"]).args(program.manifest_flags());
        let output = command.stderr(Stdio::inherit()).output().context("cargo cannot be started")?;
        if !output.status.success() {
            bail!("cargo does not know the packages");
        }
        let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo's metadata is no JSON")?;
        // Packages of a registry have a source; those have none that stand where they are written.
        let own = metadata["packages"].as_array().into_iter().flatten().filter(|package| package["source"].is_null());
        let manifests = own.filter_map(|package| package["manifest_path"].as_str());
        let folders: HashSet<&Path> = manifests.filter_map(|manifest| Path::new(manifest).parent()).collect();
        // A package inside another one is watched with it.
        let inside = |folder: &Path| folder.ancestors().skip(1).any(|outer| folders.contains(outer));
        let packages = folders.iter().filter(|folder| !inside(folder)).map(|folder| folder.to_path_buf()).collect();
        let target = match program.target_dir()? {
            Some(told) => told,
            None => metadata["target_directory"].as_str().map(PathBuf::from).context("cargo names no target folder")?,
        };
        Ok(Self { packages, target })
    }
}

/// The paths behind the colon of a Makefile rule, in which a space of a name has a backslash in front.
fn dependencies(rule: &str) -> impl Iterator<Item = PathBuf> {
    let line = rule.lines().next().unwrap_or_default();
    let paths = line.split_once(": ").map_or("", |(_, paths)| paths).replace("\\ ", "\0");
    let paths: Vec<PathBuf> =
        paths.split(' ').filter(|path| !path.is_empty()).map(|path| path.replace('\0', " ").into()).collect();
    paths.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_what_was_read() {
        let read: Vec<PathBuf> = dependencies("/t/app: /p/src/main.rs /p/with\\ space/a.sql\n\n/other: /x\n").collect();
        assert_eq!(read, [PathBuf::from("/p/src/main.rs"), PathBuf::from("/p/with space/a.sql")]);
        assert_eq!(dependencies("").count(), 0);
    }

    /// What build scripts write there is no change.
    #[test]
    fn the_target_folder_is_the_one_that_was_told() {
        use clap::Parser;

        #[derive(Parser)]
        struct Line {
            #[command(flatten)]
            program: Program,
        }

        let layout = |flags: &[&str]| {
            let line = Line::parse_from(["dev", "--manifest-path", "Cargo.toml"].iter().chain(flags));
            Layout::of(&line.program).unwrap().target
        };
        let here = std::env::current_dir().unwrap();
        assert_eq!(layout(&["--target-dir", "./src/../built"]), here.join("built"));
        assert_ne!(layout(&[]), here.join("built"));
    }

    #[test]
    fn what_the_program_writes_is_no_source() {
        let read = HashSet::from([PathBuf::from("/p/page.html")]);
        for (path, source) in [
            ("/p/src/a.rs", true),
            ("/p/Cargo.toml", true),
            ("/p/page.html", true),
            ("/p/app.db", false),
            ("/p/Cargo.lock", false),
            ("/p/src/.a.rs.swp", false),
        ] {
            assert_eq!(is_source(Path::new(path), &read), source, "{path}");
        }
    }
}
