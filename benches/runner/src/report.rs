//! The file with all tables, and what they were measured on.

use std::fmt::Write;
use std::process::Command;

use crate::Result;
use crate::servers::{Server, benches};
use crate::versions::{self, output};

/// What stands above the tables; made before they are, lest a tool that is missing be noticed after an hour.
pub fn head(servers: &[Server], options: &str) -> Result<String> {
    let mut text = "# Results\n\nWritten by the runner; [README.md](README.md) says how, and what each figure is. \
                    In brackets: the ratio to raw hyper.\n\n"
        .to_owned();
    for (name, fact) in facts(options)? {
        let _ = writeln!(text, "- {name}: {fact}");
    }
    let _ = write!(text, "\n{}", versions::table(servers)?);
    Ok(text)
}

/// What the figures hang on.
fn facts(options: &str) -> Result<Vec<(&'static str, String)>> {
    let printed = |command: &mut Command| output(command).map(|text| text.trim().to_owned());
    let mut facts = vec![
        ("date", printed(Command::new("date").args(["--utc", "+%Y-%m-%d"]))?),
        ("commit", printed(Command::new("git").args(["describe", "--always", "--dirty"]).current_dir(benches()))?),
        ("machine", machine()?),
    ];
    facts.extend(versions::of_tools()?);
    facts.push(("options", options.to_owned()));
    Ok(facts)
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
    let after_name = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.trim_start().strip_prefix(':'));
    after_name.map_or("unknown processor", str::trim)
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
