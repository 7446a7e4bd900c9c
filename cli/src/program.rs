//! The program that a command is about: how cargo builds it, and where its executable is.

use std::io::{BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::Told;

/// Which program, and how it is built: what `cargo build` takes.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Program")]
pub(crate) struct Program {
    /// The package
    #[arg(short, long, value_name = "NAME")]
    package: Option<String>,
    /// The binary, where the package has several
    #[arg(long, value_name = "NAME")]
    bin: Option<String>,
    /// An example of the package
    #[arg(long, value_name = "NAME", conflicts_with = "bin")]
    example: Option<String>,
    /// With optimisations
    #[arg(short, long)]
    release: bool,
    /// With this profile
    #[arg(long, value_name = "NAME", conflicts_with = "release")]
    profile: Option<String>,
    /// With these features, separated by commas
    #[arg(short = 'F', long, value_name = "FEATURES")]
    features: Vec<String>,
    /// With all features
    #[arg(long)]
    all_features: bool,
    /// Without the default features
    #[arg(long)]
    no_default_features: bool,
    /// For this target
    #[arg(long, value_name = "TRIPLE")]
    target: Option<String>,
    /// The folder of build artifacts
    #[arg(long, value_name = "DIRECTORY")]
    target_dir: Option<PathBuf>,
    /// The package's `Cargo.toml`
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// Without a change of `Cargo.lock`
    #[arg(long)]
    locked: bool,
    /// Without the network
    #[arg(long)]
    offline: bool,
}

/// An executable that cargo built.
#[derive(Debug)]
pub(crate) struct Executable {
    name: String,
    pub(crate) path: PathBuf,
    /// The folder of its package.
    pub(crate) package_dir: PathBuf,
    /// Whether it was there already.
    pub(crate) fresh: bool,
}

/// The cargo that called this program.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

impl Program {
    /// Builds it.
    ///
    /// # Errors
    ///
    /// The build fails, which cargo tells, or makes no executable or several.
    pub(crate) fn build(&self) -> Result<Executable> {
        let mut child = self.start_build()?;
        let executables = executables(child.stdout.take());
        let status = child.wait().context("cargo cannot be waited for")?;
        if !status.success() {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            return Err(Told(code.unwrap_or(1)).into());
        }
        only(executables)
    }

    /// Starts `cargo build`; [`executables`] reads what it writes.
    ///
    /// # Errors
    ///
    /// Cargo cannot be started.
    pub(crate) fn start_build(&self) -> Result<Child> {
        let mut command = cargo();
        command.args(["build", "--message-format=json-render-diagnostics"]).args(self.flags());
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.spawn().context("cargo cannot be started")
    }

    /// The `Cargo.toml` it was told, for `cargo metadata`.
    pub(crate) fn manifest_flags(&self) -> Vec<std::ffi::OsString> {
        self.manifest_path.iter().flat_map(|path| ["--manifest-path".into(), path.into()]).collect()
    }

    /// The folder of build artifacts it was told, without `.` and `..`, as the paths are that the system tells.
    ///
    /// # Errors
    ///
    /// It is no path.
    #[cfg(unix)]
    pub(crate) fn target_dir(&self) -> Result<Option<PathBuf>> {
        let Some(folder) = &self.target_dir else { return Ok(None) };
        let absolute = std::path::absolute(folder).with_context(|| format!("{} is no path", folder.display()))?;
        let mut plain = PathBuf::new();
        for component in absolute.components() {
            match component {
                Component::ParentDir => drop(plain.pop()),
                component => plain.push(component),
            }
        }
        Ok(Some(plain))
    }

    fn flags(&self) -> Vec<std::ffi::OsString> {
        let mut flags = self.manifest_flags();
        let mut push = |flag: &str, value: Option<std::ffi::OsString>| {
            if let Some(value) = value {
                flags.extend([flag.into(), value]);
            }
        };
        let text = |value: &Option<String>| value.as_ref().map(Into::into);
        push("--package", text(&self.package));
        push("--bin", text(&self.bin));
        push("--example", text(&self.example));
        push("--profile", text(&self.profile));
        push("--target", text(&self.target));
        push("--target-dir", self.target_dir.as_ref().map(Into::into));
        push("--features", (!self.features.is_empty()).then(|| self.features.join(",").into()));
        let switches = [
            ("--release", self.release),
            ("--all-features", self.all_features),
            ("--no-default-features", self.no_default_features),
            ("--locked", self.locked),
            ("--offline", self.offline),
        ];
        flags.extend(switches.into_iter().filter(|(_, set)| *set).map(|(flag, _)| flag.into()));
        flags
    }
}

/// The executables among cargo's messages.
pub(crate) fn executables(messages: Option<impl Read>) -> Vec<Executable> {
    let lines = messages.into_iter().flat_map(|messages| BufReader::new(messages).lines()).map_while(Result::ok);
    lines.filter_map(|line| executable(&serde_json::from_str(&line).ok()?)).collect()
}

fn executable(message: &Value) -> Option<Executable> {
    let kinds = message.pointer("/target/kind")?.as_array()?;
    if message["reason"] != "compiler-artifact" || !kinds.iter().any(|kind| *kind == "bin" || *kind == "example") {
        return None;
    }
    Some(Executable {
        name: message.pointer("/target/name")?.as_str()?.to_owned(),
        path: message["executable"].as_str()?.into(),
        package_dir: Path::new(message["manifest_path"].as_str()?).parent()?.to_owned(),
        fresh: message["fresh"] == true,
    })
}

/// The one executable.
///
/// # Errors
///
/// There is none, or there are several.
pub(crate) fn only(mut executables: Vec<Executable>) -> Result<Executable> {
    match executables.len() {
        1 => Ok(executables.swap_remove(0)),
        0 => bail!("the package has no program: name one with --package, --bin or --example"),
        _ => {
            let names: Vec<&str> = executables.iter().map(|executable| executable.name.as_str()).collect();
            bail!("there are several programs: name one of them with --bin or --package: {}", names.join(", "))
        }
    }
}
