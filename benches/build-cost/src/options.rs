//! The command line.

use std::path::PathBuf;

use crate::Result;
use crate::framework::Framework;
use crate::generate::benches;
use crate::measure::What;

pub const USAGE: &str = "\
usage: build-cost [OPTIONS]          measure, and write a report

  --frameworks plain,cepa,axum       which
  --sizes 10,100,300,1000            how many routes
  --release-sizes 100                how many routes in what is built for release
  --what check,edit,debug,release    `edit` is `check` with changes after it
  --runs 5                           rounds
  --output FILE                      instead of benches/build-cost.md; `-` is the standard output";

/// What to measure, and where to write it.
#[derive(Debug)]
pub struct Options {
    pub frameworks: Vec<Framework>,
    pub sizes: Vec<usize>,
    pub release_sizes: Vec<usize>,
    pub what: Vec<What>,
    pub runs: usize,
    /// `None` for the standard output.
    pub output: Option<PathBuf>,
}

impl Options {
    /// Reads `--name value` pairs.
    pub fn parse(mut args: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            frameworks: Framework::ALL.to_vec(),
            sizes: vec![10, 100, 300, 1_000],
            release_sizes: vec![100],
            what: vec![What::Edit, What::Debug, What::Release],
            runs: 5,
            output: Some(benches().join("build-cost.md")),
        };
        while let Some(name) = args.next() {
            let value = args.next().ok_or_else(|| format!("{name}: what?\n{USAGE}"))?;
            match &*name {
                "--frameworks" => options.frameworks = Framework::parse_list(&value)?,
                "--sizes" => options.sizes = parse_sizes(&value)?,
                "--release-sizes" => options.release_sizes = parse_sizes(&value)?,
                "--what" => options.what = parse_what(&value)?,
                "--runs" => options.runs = value.parse()?,
                "--output" => options.output = (value != "-").then(|| value.into()),
                _ => return Err(format!("unknown: {name}\n{USAGE}").into()),
            }
        }
        Ok(options)
    }
}

fn parse_sizes(list: &str) -> Result<Vec<usize>> {
    Ok(list.split(',').map(str::parse).collect::<std::result::Result<_, _>>()?)
}

fn parse_what(list: &str) -> Result<Vec<What>> {
    let parse = |name: &str| {
        Ok(match name {
            "check" => What::Check,
            "edit" => What::Edit,
            "debug" => What::Debug,
            "release" => What::Release,
            _ => return Err(format!("unknown: {name}\n{USAGE}").into()),
        })
    };
    list.split(',').map(parse).collect()
}
