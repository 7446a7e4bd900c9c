//! The report: Markdown tables.

use std::fmt::Write;
use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::cargo::{Time, locked_versions};
use crate::figure::{Clock, Figure, Figures, Samples};
use crate::framework::Framework;
use crate::generate::benches;

const USER: Clock = |time: &Time| time.user;
const WALL: Clock = |time: &Time| time.wall;

/// The whole of it.
pub fn report(figures: &Figures) -> Result<String> {
    let mut text = String::from("# What it costs to build\n\n");
    text += &conditions()?;
    for figure in figures.figures() {
        write!(text, "\n## {}\n\n", figure.title())?;
        text += "Seconds of the processor, the least of all rounds; the median in brackets.\n\n";
        text += &times(figures, figure, USER);
        text += "\nSeconds by the clock.\n\n";
        text += &times(figures, figure, WALL);
        text += "\nWhat each route adds to what the plain types cost, in milliseconds of the processor; in brackets as a multiple of ";
        text += "what it adds in axum + utoipa.\n\n";
        text += &slopes(figures, figure);
    }
    Ok(text)
}

/// Versions and machine.
fn conditions() -> Result<String> {
    let lock = fs::read_to_string(benches().join("Cargo.lock"))?;
    let versions: Vec<_> =
        Framework::ALL.into_iter().flat_map(|framework| locked_versions(framework, &lock)).collect();
    let rustc = Command::new("rustc").arg("--version").output()?.stdout;
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models: Vec<_> = cpus.lines().filter_map(|line| line.strip_prefix("model name\t: ")).collect();
    let machine = format!("{} × {}", models.len(), models.first().unwrap_or(&"an unknown processor"));
    Ok(format!("Measured with {}, on {machine}: {}.\n", String::from_utf8(rustc)?.trim(), versions.join(", ")))
}

fn times(figures: &Figures, figure: Figure, clock: Clock) -> String {
    let sizes = figures.sizes(figure);
    let cell = |framework, routes| figures.samples(figure, framework, routes).and_then(|samples| seconds(samples, clock));
    table(
        &sizes.iter().map(|routes| format!("{routes} routes")).collect::<Vec<_>>(),
        figures.frameworks(figure).into_iter().map(|framework| {
            (framework.title(), sizes.iter().map(|routes| cell(framework, *routes)).collect())
        }),
    )
}

fn seconds(samples: &Samples, clock: Clock) -> Option<String> {
    let seconds = |duration: Duration| format!("{:.2}", duration.as_secs_f64());
    Some(format!("{} ({})", seconds(samples.least(clock)?), seconds(samples.median(clock)?)))
}

fn slopes(figures: &Figures, figure: Figure) -> String {
    let sizes = figures.sizes(figure);
    let pairs: Vec<_> = sizes.iter().skip(1).map(|to| (sizes[0], *to)).collect();
    let added = |framework, pair| {
        let slope = |framework| figures.slope(figure, framework, pair, USER);
        Some(1_000.0 * (slope(framework)? - slope(Framework::Plain)?))
    };
    let cell = |framework, pair| {
        let added_by = added(framework, pair)?;
        let multiple = added(Framework::Axum, pair).map(|axum| format!(" ({:.2})", added_by / axum));
        Some(format!("{added_by:.2}{}", multiple.unwrap_or_default()))
    };
    let frameworks = figures.frameworks(figure).into_iter().filter(|framework| *framework != Framework::Plain);
    table(
        &pairs.iter().map(|(from, to)| format!("{from} to {to} routes")).collect::<Vec<_>>(),
        frameworks.map(|framework| (framework.title(), pairs.iter().map(|pair| cell(framework, *pair)).collect())),
    )
}

fn table<'r>(heads: &[String], rows: impl Iterator<Item = (&'r str, Vec<Option<String>>)>) -> String {
    let mut text = format!("| | {} |\n|---|{}\n", heads.join(" | "), "--:|".repeat(heads.len()));
    for (title, cells) in rows {
        let cells: Vec<_> = cells.into_iter().map(|cell| cell.unwrap_or_else(|| "–".to_owned())).collect();
        text += &format!("| {title} | {} |\n", cells.join(" | "));
    }
    text
}
