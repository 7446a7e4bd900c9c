//! The file with all tables, and what they were measured on.

use std::fmt::Write;
use std::process::Command;

use crate::Result;
use crate::servers::Server;
use crate::table::Table;
use crate::versions::{self, output};

/// The whole file.
pub fn report(servers: &[Server], options: &str, tables: &[Table]) -> Result<String> {
    let mut text = "# Results\n\nWritten by the runner; [README.md](README.md) says how, and what each figure is. \
                    In brackets: the ratio to raw hyper.\n\n"
        .to_owned();
    let mut facts = vec![("date", output(Command::new("date").args(["--utc", "+%Y-%m-%d"]))?.trim().to_owned())];
    facts.push(("machine", machine()?));
    facts.extend(versions::of_tools()?);
    facts.push(("options", options.to_owned()));
    for (name, fact) in facts {
        let _ = writeln!(text, "- {name}: {fact}");
    }
    let _ = write!(text, "\n{}", versions::table(servers)?);
    for table in tables {
        let _ = write!(text, "\n{table}");
    }
    Ok(text)
}

/// `AMD EPYC, 2 cores, Linux 6.18.44, x86_64`.
fn machine() -> Result<String> {
    let model = cpu_model(&std::fs::read_to_string("/proc/cpuinfo")?).to_owned();
    let cores = std::thread::available_parallelism()?;
    let kernel = output(Command::new("uname").args(["-s", "-r", "-m"]))?;
    Ok(format!("{model}, {cores} cores, {}", kernel.trim()))
}

/// Not every kind of processor has a name there.
fn cpu_model(cpuinfo: &str) -> &str {
    let value = |line: &'_ str| -> Option<usize> { line.starts_with("model name").then(|| line.find(':')).flatten() };
    cpuinfo.lines().find_map(|line| value(line).map(|at| line[at + 1..].trim())).unwrap_or("unknown processor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_processors_name() {
        assert_eq!(cpu_model("processor\t: 0\nmodel\t\t: 1\nmodel name\t: AMD EPYC 7763\n"), "AMD EPYC 7763");
        assert_eq!(cpu_model("processor\t: 0\n"), "unknown processor");
    }
}
