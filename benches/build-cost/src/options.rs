//! The command line.

use std::path::PathBuf;

use crate::Result;
use crate::framework::Framework;
use crate::generate::benches;

pub const USAGE: &str = "\
usage: build-cost [OPTIONS]            measure, and write a report
       build-cost verify [OPTIONS]     build the smallest applications, and look whether they answer as they should

  --frameworks plain,cepa,…   which; else all
  --what check,edit,…         what to measure; else all
      check      `cargo check`, clean
      edit       the same, and after changes
      debug      `cargo build`, clean and after a change
      release    `cargo build --release`, clean
      expanded   how much code the macros write
      start      how long a program takes until it answers
  --sizes 10,100,300,1000     how many routes; in a release build only where --release-sizes says so
  --release-sizes 100
  --runs 5                    rounds
  --output FILE               instead of benches/build-cost.md; `-` is the standard output";

/// What to do.
#[derive(Debug)]
pub struct Options {
    pub verify: bool,
    pub frameworks: Vec<Framework>,
    pub what: Vec<What>,
    pub sizes: Vec<usize>,
    pub release_sizes: Vec<usize>,
    pub runs: usize,
    /// `None` for the standard output.
    pub output: Option<PathBuf>,
}

/// What to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Check,
    Edit,
    Debug,
    Release,
    Expanded,
    Start,
}

impl What {
    const ALL: [(&'static str, Self); 6] = [
        ("check", Self::Check),
        ("edit", Self::Edit),
        ("debug", Self::Debug),
        ("release", Self::Release),
        ("expanded", Self::Expanded),
        ("start", Self::Start),
    ];

    fn parse(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|(known, _)| *known == name);
        found.map(|(_, what)| what).ok_or_else(|| unknown(name))
    }
}

impl Options {
    /// Reads a command, if there is one, and pairs of a name and a value.
    pub fn parse(args: impl Iterator<Item = String>) -> Result<Self> {
        let mut args = args.peekable();
        let mut options = Self {
            verify: args.next_if(|arg| arg == "verify").is_some(),
            frameworks: Framework::ALL.to_vec(),
            // `Edit` has all of `Check`.
            what: vec![What::Edit, What::Debug, What::Release, What::Expanded, What::Start],
            sizes: vec![10, 100, 300, 1_000],
            release_sizes: vec![100],
            runs: 5,
            output: Some(benches().join("build-cost.md")),
        };
        while let Some(name) = args.next() {
            let value = args.next().ok_or_else(|| unknown(&name))?;
            match &*name {
                "--frameworks" => options.frameworks = parse_list(&value, Framework::parse)?,
                "--what" => options.what = parse_list(&value, What::parse)?,
                "--sizes" => options.sizes = parse_list(&value, parse_number)?,
                "--release-sizes" => options.release_sizes = parse_list(&value, parse_number)?,
                "--runs" => options.runs = parse_number(&value)?,
                "--output" => options.output = (value != "-").then(|| value.into()),
                _ => return Err(unknown(&name)),
            }
        }
        Ok(options)
    }
}

fn parse_list<T>(list: &str, parse: fn(&str) -> Result<T>) -> Result<Vec<T>> {
    list.split(',').map(parse).collect()
}

fn parse_number(text: &str) -> Result<usize> {
    text.parse().map_err(|_| unknown(text))
}

fn unknown(what: &str) -> Box<dyn std::error::Error> {
    format!("{what}?\n{USAGE}").into()
}
