//! Finds the servers, and builds each alone.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;

/// The server whose figures the others are divided by.
pub const REFERENCE: &str = "hyper";

/// A server that has been built.
pub struct Server {
    /// The framework's name, which is that of its folder.
    pub name: String,
    pub program: PathBuf,
}

impl Server {
    /// Starts it, once the port is added.
    pub fn command(&self) -> Command {
        Command::new(&self.program)
    }
}

/// The folder `benches`.
pub fn benches() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the runner lies in benches")
}

/// The names of all servers, in the order of the columns: the reference, cepa, then the others by name.
pub fn names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in benches().join("servers").read_dir()? {
        let path = entry?.path();
        if path.join("Cargo.toml").exists()
            && let Some(name) = path.file_name().and_then(|name| name.to_str())
        {
            names.push(name.to_owned());
        }
    }
    names.sort_by_key(|name| (name != REFERENCE, name != "cepa", name.clone()));
    Ok(names)
}

/// Builds a server by a run of cargo of its own: built together, servers would get each other's features of what they share.
pub fn build(name: &str) -> Result<Server> {
    eprintln!("build: {name}");
    let package = format!("server-{name}");
    let output = Command::new(cargo())
        .args(["build", "--release", "--quiet", "--locked", "--message-format=json-render-diagnostics", "-p", &package])
        .current_dir(benches())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("{name}: {package} does not build").into());
    }
    let program = executable(&String::from_utf8(output.stdout)?, &package)?;
    Ok(Server { name: name.to_owned(), program })
}

/// The program that cargo's messages name.
fn executable(messages: &str, package: &str) -> Result<PathBuf> {
    for line in messages.lines() {
        let message: serde_json::Value = serde_json::from_str(line)?;
        if message["target"]["name"] == package
            && let Some(program) = message["executable"].as_str()
        {
            return Ok(program.into());
        }
    }
    Err(format!("cargo names no program of {package}").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reference_comes_first_and_cepa_second() {
        assert_eq!(names().unwrap()[..2], ["hyper", "cepa"]);
    }

    #[test]
    fn finds_the_program_among_the_messages() {
        let messages = r#"{"reason":"compiler-artifact","target":{"name":"workloads"},"executable":null}
{"reason":"compiler-artifact","target":{"name":"server-x"},"executable":"/target/release/server-x"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(executable(messages, "server-x").unwrap(), Path::new("/target/release/server-x"));
        assert!(executable(messages, "server-y").is_err());
    }
}

/// Cargo as whoever runs the runner has it. Not the one that built the runner: behind rustup's back, a package's own toolchain file
/// would choose the compiler.
pub fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
