//! Measures the servers of the comparison side by side, and writes the tables.

mod args;
mod callgrind;
mod check;
mod client;
mod cores;
mod cpu;
mod idle;
mod instructions;
mod load;
mod memory;
mod process;
mod report;
mod scratch;
mod servers;
mod size;
mod startup;
mod stats;
mod table;
mod versions;
mod workload;
mod wrk;

use std::io::Write;
use std::process::ExitCode;

use args::{Args, Command};
use cores::Cores;
use scratch::Scratch;
use servers::Server;
use table::Table;
use workload::{MEASURED, Workload};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let _scratch = Scratch;
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&args) {
        Ok(None) => print!("{}", args::HELP),
        Err(error) => {
            eprintln!("error: {error}\n\n{}", args::HELP);
            return ExitCode::from(2);
        }
        Ok(Some(parsed)) => {
            if let Err(error) = run(&parsed, &args.join(" ")) {
                eprintln!("error: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// `line` is the command line, for the report.
fn run(args: &Args, line: &str) -> Result<()> {
    let plan = Plan::new(args)?;
    check::check(&plan.servers, &plan.workloads)?;
    match args.command {
        Command::Check => Ok(()),
        Command::Load => print(&plan.load()?),
        Command::Instructions => print(&plan.instructions()?),
        Command::Memory => print(&plan.memory()?),
        Command::All => write_report(&plan, line),
    }
}

fn print(tables: &[Table]) -> Result<()> {
    for table in tables {
        writeln!(std::io::stdout(), "{table}")?;
    }
    Ok(())
}

/// Prints each part as soon as there is one, as later ones may fail.
fn write_report(plan: &Plan, line: &str) -> Result<()> {
    let file = plan.args.output.clone().unwrap_or_else(|| servers::benches().join("results.md"));
    let mut report = report::head(&plan.servers, &plan.options(line)?)?;
    for part in [Plan::instructions, Plan::load, Plan::memory] {
        let tables = part(plan)?;
        print(&tables)?;
        for table in tables {
            report.push_str(&format!("\n{table}"));
        }
    }
    std::fs::write(&file, report)?;
    eprintln!("written: {}", file.display());
    Ok(())
}

/// What is measured, and how.
struct Plan<'a> {
    args: &'a Args,
    servers: Vec<Server>,
    workloads: Vec<&'static Workload>,
}

impl<'a> Plan<'a> {
    fn new(args: &'a Args) -> Result<Self> {
        let names = servers::names()?;
        let names = args::chosen(&args.only, &names, "server", String::as_str)?;
        let mut workloads = args::chosen(&args.workloads, &MEASURED, "workload", |workload| workload.name)?;
        if args.command == Command::Memory {
            workloads = vec![Self::LEAST];
        }
        let servers = names.into_iter().map(|name| servers::build(name)).collect::<Result<_>>()?;
        Ok(Self { args, servers, workloads })
    }

    /// What is asked where the request does not matter.
    const LEAST: &'static Workload = &MEASURED[0];

    fn cores(&self) -> Result<Cores> {
        Cores::choose(self.args.server_core, self.args.client_core)
    }

    fn load(&self) -> Result<Vec<Table>> {
        let Args { rounds, seconds, connections, .. } = *self.args;
        let options = load::Options { rounds, seconds, connections, cores: self.cores()? };
        load::measure(&self.servers, &self.workloads, &options)
    }

    fn instructions(&self) -> Result<Vec<Table>> {
        instructions::measure(&self.servers, &self.workloads, self.args.requests)
    }

    fn memory(&self) -> Result<Vec<Table>> {
        let Args { idle_connections, starts, .. } = *self.args;
        let options = memory::Options { idle_connections, starts, cores: self.cores()? };
        Ok(vec![memory::measure(&self.servers, Self::LEAST, &options)?])
    }

    /// All options, given or not.
    fn options(&self, line: &str) -> Result<String> {
        let cores = self.cores()?;
        let Args { rounds, seconds, connections, requests, idle_connections, starts, .. } = *self.args;
        Ok(format!(
            "`{line}`: {rounds} rounds of {seconds} s with {connections} connections, server on core {}, wrk on core {}; \
             {requests} requests under callgrind; {idle_connections} idle connections; {starts} starts",
            cores.server, cores.client
        ))
    }
}
