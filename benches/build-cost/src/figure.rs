//! The figures: what is measured, and the samples of it.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::cargo::Time;
use crate::framework::Framework;
use crate::generate::App;

/// What is measured of an application, each a table of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    CheckClean,
    CheckBody,
    CheckField,
    DebugClean,
    DebugBody,
    ReleaseClean,
}

impl Figure {
    /// Heads its table.
    pub fn title(self) -> &'static str {
        match self {
            Self::CheckClean => "`cargo check`, clean",
            Self::CheckBody => "`cargo check` after a change in a function's body",
            Self::CheckField => "`cargo check` after a new member in a type that two routes read",
            Self::DebugClean => "`cargo build`, clean",
            Self::DebugBody => "`cargo build` after a change in a function's body",
            Self::ReleaseClean => "`cargo build --release`, clean",
        }
    }
}

/// What a figure was, each time it was measured.
#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<Time>);

/// One of the two times of a [`Time`].
pub type Clock = fn(&Time) -> Duration;

impl Samples {
    /// The least, which nobody else's work is in.
    pub fn least(&self, clock: Clock) -> Option<Duration> {
        self.0.iter().map(clock).min()
    }

    /// The one in the middle.
    pub fn median(&self, clock: Clock) -> Option<Duration> {
        let mut sorted: Vec<_> = self.0.iter().map(clock).collect();
        sorted.sort();
        sorted.get(sorted.len() / 2).copied()
    }
}

/// All samples.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<(Figure, Framework, usize), Samples>);

impl Figures {
    /// Adds a sample.
    pub fn push(&mut self, figure: Figure, app: &App, time: Time) {
        self.0.entry((figure, app.framework, app.routes)).or_default().0.push(time);
    }

    /// The samples of one cell.
    pub fn samples(&self, figure: Figure, framework: Framework, routes: usize) -> Option<&Samples> {
        self.0.get(&(figure, framework, routes))
    }

    /// Which figures there are.
    pub fn figures(&self) -> Vec<Figure> {
        let mut figures: Vec<_> = self.0.keys().map(|(figure, _, _)| *figure).collect();
        figures.dedup();
        figures
    }

    /// The sizes that a figure was measured at.
    pub fn sizes(&self, figure: Figure) -> Vec<usize> {
        let mut sizes: Vec<_> = self.0.keys().filter(|key| key.0 == figure).map(|key| key.2).collect();
        sizes.sort();
        sizes.dedup();
        sizes
    }

    /// The frameworks that a figure was measured of.
    pub fn frameworks(&self, figure: Figure) -> Vec<Framework> {
        let mut frameworks: Vec<_> = self.0.keys().filter(|key| key.0 == figure).map(|key| key.1).collect();
        frameworks.dedup();
        frameworks
    }

    /// What each route more adds to a figure, in seconds of the clock's least, between two sizes.
    pub fn slope(&self, figure: Figure, framework: Framework, sizes: (usize, usize), clock: Clock) -> Option<f64> {
        let least = |routes| Some(self.samples(figure, framework, routes)?.least(clock)?.as_secs_f64());
        Some((least(sizes.1)? - least(sizes.0)?) / (sizes.1 - sizes.0) as f64)
    }
}
