//! The command line.

use std::path::PathBuf;

use crate::Result;

pub const HELP: &str = "\
Measures the servers of the comparison side by side, and prints tables in Markdown.

usage: runner COMMAND [OPTION...]

commands:
  check           whether every server gives the same answers; all others do this first
  load            CPU per request, requests per second and latency, by wrk
  instructions    instructions and mallocs per request, by callgrind
  memory          memory per idle connection, size of the program, time to start
  all             all of these, written to a file

options:
  --only A,B        these servers alone
  --workload A,B    these workloads alone (memory asks for plaintext always): plaintext, query, order-good, order-refused,
                    order-borrowed, routes, layers, items, import
  --quick           few of everything, to see whether it works; the figures say little
  --rounds N        load: rounds for each server and workload [15, quick 3]
  --seconds N       load: the length of a round [1]
  --connections N   load: connections of wrk; at most 8 for large bodies [64]
  --requests N      instructions: so many requests more in the longer run; a fiftieth for large bodies [1000, quick 200]
  --idle N          memory: idle connections [2000, quick 200]
  --starts N        memory: starts of each server [30, quick 5]
  --server-core N   the core of the servers [the first one free]
  --client-core N   the core of what drives them [the first one free]
  --output FILE     all: where to write [results.md in benches]
  --help            this text
";

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Check,
    Load,
    Instructions,
    Memory,
    All,
}

/// The command line, understood.
#[derive(Debug)]
pub struct Args {
    pub command: Command,
    /// Names of servers; none means all.
    pub only: Vec<String>,
    /// Names of workloads; none means all.
    pub workloads: Vec<String>,
    pub rounds: usize,
    pub seconds: usize,
    pub connections: usize,
    pub requests: usize,
    pub idle_connections: usize,
    pub starts: usize,
    pub server_core: Option<usize>,
    pub client_core: Option<usize>,
    pub output: Option<PathBuf>,
}

impl Args {
    fn new(command: Command, quick: bool) -> Self {
        let either = |full, few| if quick { few } else { full };
        Self {
            command,
            only: Vec::new(),
            workloads: Vec::new(),
            rounds: either(15, 3),
            seconds: 1,
            connections: 64,
            requests: either(1000, 200),
            idle_connections: either(2000, 200),
            starts: either(30, 5),
            server_core: None,
            client_core: None,
            output: None,
        }
    }
}

/// Parses the arguments behind the program's name; nothing comes back where help is asked for.
pub fn parse(args: &[String]) -> Result<Option<Args>> {
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        return Ok(None);
    }
    let (command, options) = args.split_first().ok_or("a command is missing")?;
    let quick = options.iter().any(|option| option == "--quick");
    let mut parsed = Args::new(parse_command(command)?, quick);
    let mut options = options.iter().filter(|option| *option != "--quick");
    while let Some(option) = options.next() {
        let value = options.next();
        let value = || value.ok_or_else(|| format!("{option} needs a value"));
        let number = || parse_number(option, value()?);
        let count = || number().and_then(|number| from_one(option, number));
        match option.as_str() {
            "--only" => parsed.only = parse_list(value()?),
            "--workload" => parsed.workloads = parse_list(value()?),
            "--rounds" => parsed.rounds = count()?,
            "--seconds" => parsed.seconds = count()?,
            "--connections" => parsed.connections = count()?,
            "--requests" => parsed.requests = count()?,
            "--idle" => parsed.idle_connections = count()?,
            "--starts" => parsed.starts = count()?,
            "--server-core" => parsed.server_core = Some(number()?),
            "--client-core" => parsed.client_core = Some(number()?),
            "--output" => parsed.output = Some(value()?.into()),
            _ => return Err(format!("no option {option:?}").into()),
        }
    }
    Ok(Some(parsed))
}

fn parse_command(name: &str) -> Result<Command> {
    Ok(match name {
        "check" => Command::Check,
        "load" => Command::Load,
        "instructions" => Command::Instructions,
        "memory" => Command::Memory,
        "all" => Command::All,
        _ => return Err(format!("no command {name:?}").into()),
    })
}

fn from_one(option: &str, number: usize) -> Result<usize> {
    if number == 0 { Err(format!("{option} begins at 1").into()) } else { Ok(number) }
}

fn parse_list(value: &str) -> Vec<String> {
    value.split(',').map(str::to_owned).collect()
}

fn parse_number(option: &str, value: &str) -> Result<usize> {
    value.parse().map_err(|_| format!("{option}: {value:?} is not a whole number").into())
}

/// Those of `all` whose names were asked for, in their own order; all of them if none was.
pub fn chosen<'a, T>(asked: &[String], all: &'a [T], what: &str, name: impl Fn(&T) -> &str) -> Result<Vec<&'a T>> {
    if let Some(unknown) = asked.iter().find(|asked| all.iter().all(|known| name(known) != asked.as_str())) {
        let known: Vec<&str> = all.iter().map(name).collect();
        return Err(format!("no {what} {unknown:?}; there are {}", known.join(", ")).into());
    }
    Ok(all.iter().filter(|known| asked.is_empty() || asked.iter().any(|asked| asked == name(known))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Option<Args>> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        let args = parsed("load --rounds 4 --quick --only hyper,cepa --server-core 0 --output x.md").unwrap().unwrap();
        assert_eq!((args.command, args.rounds, args.starts), (Command::Load, 4, 5));
        assert_eq!((args.only.as_slice(), args.server_core), (&["hyper".to_owned(), "cepa".to_owned()][..], Some(0)));
        assert!(parsed("load --help").unwrap().is_none());
    }

    #[test]
    fn faults_are_named() {
        for (line, fault) in [
            ("", "a command is missing"),
            ("lode", "no command \"lode\""),
            ("load --round 3", "no option \"--round\""),
            ("load --rounds", "--rounds needs a value"),
            ("load --rounds x", "--rounds: \"x\" is not a whole number"),
            ("load --rounds 0", "--rounds begins at 1"),
        ] {
            assert_eq!(parsed(line).unwrap_err().to_string(), fault);
        }
    }

    #[test]
    fn chosen_ones_keep_their_order_and_unknown_ones_are_named() {
        let all = ["hyper", "cepa", "axum"];
        let chosen = |asked: &[&str]| {
            let asked: Vec<String> = asked.iter().map(|&name| name.to_owned()).collect();
            chosen(&asked, &all, "server", |name| name).map(|chosen| chosen.into_iter().copied().collect::<Vec<_>>())
        };
        assert_eq!(chosen(&[]).unwrap(), all);
        assert_eq!(chosen(&["axum", "hyper"]).unwrap(), ["hyper", "axum"]);
        assert_eq!(chosen(&["axon"]).unwrap_err().to_string(), "no server \"axon\"; there are hyper, cepa, axum");
    }
}
