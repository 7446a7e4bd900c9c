//! Measures the servers of the comparison side by side, and writes the tables.

mod args;
mod callgrind;
mod check;
mod client;
mod instructions;
mod process;
mod scratch;
mod servers;
mod table;
mod workload;

use std::process::ExitCode;

use args::{Args, Command};
use scratch::Scratch;
use servers::Server;
use table::Table;
use workload::{MEASURED, Workload};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let _scratch = Scratch;
    match args::parse(std::env::args().skip(1)) {
        Ok(Some(args)) => match run(&args) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("error: {error}");
                ExitCode::FAILURE
            }
        },
        Ok(None) => {
            print!("{}", args::HELP);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}\n\n{}", args::HELP);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<()> {
    let servers = chosen_servers(args)?;
    let workloads = chosen_workloads(args)?;
    check::check(&servers, &workloads)?;
    let tables = match args.command {
        Command::Check => Vec::new(),
        Command::Instructions => instructions::measure(&servers, &workloads, args.requests)?,
    };
    print_tables(&tables);
    Ok(())
}

fn print_tables(tables: &[Table]) {
    for table in tables {
        println!("{table}");
    }
}

fn chosen_servers(args: &Args) -> Result<Vec<Server>> {
    let names = servers::names()?;
    args::chosen(&args.only, &names, "server", String::as_str)?.into_iter().map(|name| servers::build(name)).collect()
}

fn chosen_workloads(args: &Args) -> Result<Vec<&'static Workload>> {
    args::chosen(&args.workloads, &MEASURED, "workload", |workload| workload.name)
}
