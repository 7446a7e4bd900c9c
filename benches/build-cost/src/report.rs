//! The report: Markdown tables.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::Result;
use crate::cargo::{Time, locked_versions};
use crate::expanded::{Expanded, Size};
use crate::figure::{Clock, Figure, Figures, Samples};
use crate::framework::Framework;
use crate::generate::benches;
use crate::start::{self, Starts};

const USER: Clock = |time: &Time| time.user;
const WALL: Clock = |time: &Time| time.wall;

/// All that was measured.
#[derive(Debug, Default)]
pub struct Report {
    pub figures: Figures,
    pub expanded: Vec<Expanded>,
    pub starts: Vec<Starts>,
}

impl Report {
    /// As Markdown.
    pub fn markdown(&self) -> Result<String> {
        let mut text = format!("# What it costs to build\n\n{}", conditions()?);
        for figure in self.figures.figures() {
            text += &section(&self.figures, figure);
        }
        if !self.expanded.is_empty() {
            text +=
                "\n## Code per route\n\nLines and bytes of a route's source, and of what the macros make of it.\n\n";
            text += &expanded(&self.expanded);
        }
        if !self.starts.is_empty() {
            text += &format!("\n## From the start of a program with {} routes to its first answer\n\n", start::ROUTES);
            text += "Milliseconds by the clock, from the start of the process to the first byte.\n\n";
            text += &starts(&self.starts);
        }
        Ok(text)
    }
}

fn section(figures: &Figures, figure: Figure) -> String {
    let mut text = format!("\n## {}\n\n", figure.title());
    text += "Seconds of the processor, outside of the system: the least of all rounds, the median in brackets.\n\n";
    text += &times(figures, figure, USER);
    text += "\nSeconds by the clock.\n\n";
    text += &times(figures, figure, WALL);
    if figures.sizes(figure).len() > 1 {
        text += "\nMilliseconds of the processor that a route adds to what it costs with the plain types alone; in brackets as a \
                 multiple of what axum + utoipa adds.\n\n";
        text += &slopes(figures, figure);
    }
    text
}

/// Versions and machine.
fn conditions() -> Result<String> {
    let lock = fs::read_to_string(benches().join("Cargo.lock"))?;
    let versions: Vec<_> = Framework::ALL.into_iter().flat_map(|framework| locked_versions(framework, &lock)).collect();
    let rustc = Command::new("rustc").arg("--version").output()?.stdout;
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models: Vec<_> = cpus.lines().filter_map(|line| line.strip_prefix("model name\t: ")).collect();
    let machine = format!("{} × {}", models.len(), models.first().unwrap_or(&"an unknown processor"));
    Ok(format!("Measured with {}, on {machine}: {}.\n", String::from_utf8(rustc)?.trim(), versions.join(", ")))
}

fn times(figures: &Figures, figure: Figure, clock: Clock) -> String {
    let sizes = figures.sizes(figure);
    let cell =
        |framework, routes| figures.samples(figure, framework, routes).and_then(|samples| seconds(samples, clock));
    table(
        &sizes.iter().map(|routes| format!("{routes} routes")).collect::<Vec<_>>(),
        figures
            .frameworks(figure)
            .into_iter()
            .map(|framework| (framework.title(), sizes.iter().map(|routes| cell(framework, *routes)).collect())),
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

fn expanded(all: &[Expanded]) -> String {
    let size = |size: Size| format!("{:.0} lines, {:.0} bytes", size.lines, size.bytes);
    table(
        &["source".to_owned(), "expanded".to_owned(), "expanded to source, in bytes".to_owned()],
        all.iter().map(|Expanded { framework, source, expanded }| {
            let growth = format!("{:.1}", expanded.bytes / source.bytes);
            (framework.title(), vec![Some(size(*source)), Some(size(*expanded)), Some(growth)])
        }),
    )
}

fn starts(all: &[Starts]) -> String {
    let millis = |time: Option<&Duration>| time.map(|time| format!("{:.2}", 1_000.0 * time.as_secs_f64()));
    table(
        &["least".to_owned(), "median".to_owned()],
        all.iter().map(|Starts { framework, times }| {
            (framework.title(), vec![millis(times.first()), millis(times.get(times.len() / 2))])
        }),
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
