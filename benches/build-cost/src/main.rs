//! What a framework costs the one who builds with it: applications of many typed, validated, documented routes, and the time that
//! cargo takes over them.

mod cargo;
mod edit;
mod figure;
mod framework;
mod generate;
mod measure;
mod options;
mod report;

use std::error::Error;
use std::fs;

use crate::figure::Figures;
use crate::framework::Framework;
use crate::generate::App;
use crate::measure::{What, measure};
use crate::options::Options;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1))?;
    let (release, other): (Vec<_>, Vec<_>) = options.what.iter().partition(|what| **what == What::Release);

    let mut figures = Figures::default();
    measure(&apps(&options.frameworks, &options.sizes)?, &other, options.runs, &mut figures)?;
    measure(&apps(&options.frameworks, &options.release_sizes)?, &release, options.runs, &mut figures)?;

    let report = report::report(&figures)?;
    match &options.output {
        Some(path) => fs::write(path, report)?,
        None => print!("{report}"),
    }
    Ok(())
}

/// The applications, those of a size one after the other.
fn apps(frameworks: &[Framework], sizes: &[usize]) -> Result<Vec<App>> {
    let of_size = |routes: &usize| frameworks.iter().map(|framework| App::generate(*framework, *routes)).collect::<Vec<_>>();
    sizes.iter().flat_map(of_size).collect()
}
