//! The command line.

use std::str::FromStr;

use crate::Result;

pub const HELP: &str = "\
usage: runner COMMAND [OPTION...]

commands:
  check           whether every server gives the same answers; all others do this first
  instructions    instructions and mallocs per request, by callgrind

options:
  --only A,B      these servers alone
  --workload A,B  these workloads alone
  --requests N    instructions: so many requests more in the longer run [1000]
  --help          this text
";

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Check,
    Instructions,
}

/// The command line, understood.
#[derive(Debug)]
pub struct Args {
    pub command: Command,
    /// Names of servers; none means all.
    pub only: Vec<String>,
    /// Names of workloads; none means all.
    pub workloads: Vec<String>,
    pub requests: usize,
}

/// Parses the arguments behind the program's name; nothing comes back where help is asked for.
pub fn parse(args: impl IntoIterator<Item = String>) -> Result<Option<Args>> {
    let mut args = args.into_iter().peekable();
    let command = match args.next().as_deref() {
        Some("check") => Command::Check,
        Some("instructions") => Command::Instructions,
        Some("--help" | "-h") => return Ok(None),
        Some(other) => return Err(format!("no command {other:?}").into()),
        None => return Err("a command is missing".into()),
    };
    let mut parsed = Args { command, only: Vec::new(), workloads: Vec::new(), requests: 1000 };
    while let Some(option) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{option} needs a value"));
        match option.as_str() {
            "--only" => parsed.only = list(&value()?),
            "--workload" => parsed.workloads = list(&value()?),
            "--requests" => parsed.requests = number(&option, &value()?)?,
            "--help" | "-h" => return Ok(None),
            _ => return Err(format!("no option {option:?}").into()),
        }
    }
    Ok(Some(parsed))
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(str::to_owned).collect()
}

fn number<T: FromStr + PartialOrd + From<u8>>(option: &str, value: &str) -> Result<T> {
    match value.parse() {
        Ok(number) if number >= T::from(1) => Ok(number),
        _ => Err(format!("{option}: {value:?} is not a number from 1").into()),
    }
}

/// Those of `all` whose names were asked for, in their own order; all of them if none was.
pub fn chosen<'a, T>(asked: &[String], all: &'a [T], what: &str, name: impl Fn(&T) -> &str) -> Result<Vec<&'a T>> {
    if let Some(unknown) = asked.iter().find(|asked| all.iter().all(|known| name(known) != asked.as_str())) {
        let known: Vec<&str> = all.iter().map(name).collect();
        return Err(format!("no {what} {unknown:?}; there are {}", known.join(", ")).into());
    }
    Ok(all.iter().filter(|known| asked.is_empty() || asked.iter().any(|asked| asked == name(known))).collect())
}
