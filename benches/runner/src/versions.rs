//! The versions of what a server is built from, and of the tools.

use std::process::Command;

use crate::Result;
use crate::servers::{Server, benches, cargo};
use crate::table::Table;

/// A row for each server: its framework, hyper and tokio, as far as it is built from them.
pub fn table(servers: &[Server]) -> Result<Table> {
    let mut rows = Vec::new();
    for server in servers {
        let tree = dependencies(&server.name)?;
        let cells = [server.name.as_str(), "hyper", "tokio"].map(|package| versions_of(package, &tree));
        rows.push((server.name.clone(), cells.into()));
    }
    Ok(Table::of_texts("Versions", "As `Cargo.lock` has them.", &["framework", "hyper", "tokio"], rows))
}

/// What a server is built from, `hyper v1.12.0` in each line: the lock file holds more than is built.
fn dependencies(server: &str) -> Result<String> {
    let package = format!("server-{server}");
    output(
        Command::new(cargo())
            .args(["tree", "--locked", "--edges=normal", "--prefix=none", "--no-dedupe", "--package", &package])
            .current_dir(benches()),
    )
}

/// All versions of a package in the tree; a dash if it is not in it.
fn versions_of(package: &str, tree: &str) -> String {
    let mut versions: Vec<&str> =
        tree.lines().filter_map(|line| line.strip_prefix(package)?.strip_prefix(" v")?.split(' ').next()).collect();
    versions.sort_unstable();
    versions.dedup();
    if versions.is_empty() { "–".to_owned() } else { versions.join(", ") }
}

/// A line for each tool, as it names itself.
pub fn of_tools() -> Result<Vec<(&'static str, String)>> {
    Ok(vec![
        ("rustc", output(Command::new("rustc").arg("--version"))?.trim().trim_start_matches("rustc ").to_owned()),
        ("wrk", of_wrk()?),
        (
            "valgrind",
            output(Command::new("valgrind").arg("--version"))?.trim().trim_start_matches("valgrind-").to_owned(),
        ),
    ])
}

/// wrk tells its version before it complains that it was asked for nothing else.
fn of_wrk() -> Result<String> {
    let printed = Command::new("wrk").arg("--version").output()?.stdout;
    let printed = String::from_utf8(printed)?;
    let version = printed.strip_prefix("wrk ").and_then(|rest| rest.split(' ').next());
    Ok(version.ok_or("wrk does not tell its version")?.to_owned())
}

/// What a command prints.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().map_err(|error| format!("{command:?} does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_package_alone() {
        let tree = "server-rocket v0.0.0 (/benches/servers/rocket)\nrocket v0.5.2\nrocket_http v0.5.1\n\
            hyper v0.14.32\nhyper v1.12.0\nhyper v0.14.32 (*)\n";
        assert_eq!(versions_of("rocket", tree), "0.5.2");
        assert_eq!(versions_of("hyper", tree), "0.14.32, 1.12.0");
        assert_eq!(versions_of("tokio", tree), "–");
    }
}
