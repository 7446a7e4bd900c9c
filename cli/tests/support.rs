//! Calls of the tool, and packages to call it in.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The checkout that this crate is part of.
pub(crate) fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder").to_owned()
}

/// `cargo cepa …` in a folder.
pub(crate) fn cepa(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-cepa"));
    command.arg("cepa").args(arguments).current_dir(folder);
    command.env_remove("NO_COLOR").env_remove("CARGO_TERM_COLOR");
    as_in_the_workspace(&mut command);
    command
}

/// Packages of the tests' own share what the workspace has built already.
fn as_in_the_workspace(command: &mut Command) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder");
    command.env("CARGO_TARGET_DIR", target).env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
}

/// What a call says, if it ends as it should.
#[track_caller]
pub(crate) fn said(mut command: Command, status: i32) -> (String, String) {
    let Output { status: ended, stdout, stderr } = command.output().expect("it runs");
    let (stdout, stderr) = (String::from_utf8(stdout).expect("text"), String::from_utf8(stderr).expect("text"));
    assert_eq!(ended.code(), Some(status), "{stdout}\n{stderr}");
    (stdout, stderr)
}

/// A package made by `cargo cepa new`, on this checkout's cepa.
///
/// It is outside of the workspace, and always in the same place: what cargo builds of it replaces what it built before.
pub(crate) struct Package {
    pub(crate) folder: PathBuf,
}

impl Package {
    pub(crate) fn new(name: &str) -> Self {
        let path = checkout();
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(&path);
        let parent = std::env::temp_dir().join(format!("cargo-cepa-tests-{hash:x}"));
        let folder = parent.join(name);
        std::fs::create_dir_all(&parent).expect("a folder");
        if folder.exists() {
            std::fs::remove_dir_all(&folder).expect("the folder of the last run");
        }
        said(cepa(&parent, &["new", name, "--vcs", "none", "--cepa-path", path.to_str().expect("text")]), 0);
        // The versions that are here already.
        std::fs::copy(path.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
        Self { folder }
    }

    /// `cargo cepa …` in it.
    pub(crate) fn cepa(&self, arguments: &[&str]) -> Command {
        cepa(&self.folder, arguments)
    }

    /// `cargo …` in it.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.folder);
        as_in_the_workspace(&mut command);
        command
    }

    /// Changes a source: what is written there now, and what stands there then.
    #[track_caller]
    pub(crate) fn edit(&self, old: &str, new: &str) {
        let path = self.folder.join("src/main.rs");
        let text = std::fs::read_to_string(&path).expect("the source");
        assert!(text.contains(old), "{old} in {text}");
        std::fs::write(path, text.replace(old, new)).expect("the source");
    }
}
