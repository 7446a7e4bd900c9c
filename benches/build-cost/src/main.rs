//! What a framework costs the one who builds with it: applications of many typed, validated, documented routes, and the time that
//! cargo takes over them.

mod cargo;
mod edit;
mod expanded;
mod figure;
mod framework;
mod generate;
mod measure;
mod options;
mod report;
mod server;
mod start;
mod verify;

use std::error::Error;
use std::fs;
use std::process::ExitCode;

use crate::framework::Framework;
use crate::generate::App;
use crate::measure::{Course, measure};
use crate::options::{Options, What};
use crate::report::Report;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    if std::env::args().nth(1).is_some_and(|argument| argument == "--help") {
        println!("{}", options::USAGE);
        return Ok(());
    }
    let options = Options::parse(std::env::args().skip(1))?;
    if options.verify {
        return verify::verify(&options.frameworks);
    }
    let report = take(&options)?.markdown()?;
    match &options.output {
        Some(path) => fs::write(path, report)?,
        None => print!("{report}"),
    }
    Ok(())
}

/// Takes all the measures that are asked for.
fn take(options: &Options) -> Result<Report> {
    let Options { frameworks, what, runs, .. } = options;
    let mut report = Report::default();
    if what.contains(&What::Expanded) {
        report.expanded = expanded::measure(frameworks)?;
    }
    let courses = |of: &[(What, Course)]| -> Vec<_> {
        of.iter().filter(|(one, _)| what.contains(one)).map(|(_, course)| *course).collect()
    };
    let small = courses(&[(What::Check, Course::CHECK), (What::Edit, Course::EDIT), (What::Debug, Course::DEBUG)]);
    measure(&apps(frameworks, &options.sizes)?, &small, *runs, &mut report.figures)?;
    let release = courses(&[(What::Release, Course::RELEASE)]);
    measure(&apps(frameworks, &options.release_sizes)?, &release, *runs, &mut report.figures)?;
    if what.contains(&What::Start) {
        report.starts = start::measure(frameworks, *runs)?;
    }
    Ok(report)
}

/// The applications, those of one size together.
fn apps(frameworks: &[Framework], sizes: &[usize]) -> Result<Vec<App>> {
    let of_size =
        |routes: &usize| -> Vec<_> { frameworks.iter().map(|framework| App::generate(*framework, *routes)).collect() };
    sizes.iter().flat_map(of_size).collect()
}
