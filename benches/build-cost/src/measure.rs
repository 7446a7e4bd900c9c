//! Takes the times: rounds of all applications, one after the other, so that what slows the machine slows them all.

use crate::Result;
use crate::cargo::{self, Task};
use crate::edit::Edit;
use crate::figure::{Figure, Figures};
use crate::generate::App;

/// What is measured in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// `cargo check`: clean.
    Check,
    /// As [`Check`](Self::Check), and after each kind of change.
    Edit,
    /// `cargo build`: clean, and after a change.
    Debug,
    /// `cargo build --release`: clean.
    Release,
}

/// Measures `runs` rounds, after one that builds what the applications depend on.
pub fn measure(apps: &[App], what: &[What], runs: usize, figures: &mut Figures) -> Result<()> {
    for app in apps {
        for what in what {
            eprintln!("{}: {what:?}, once without a watch", app.package());
            cargo::run(app, what.task())?;
        }
    }
    for round in 1..=runs {
        for app in apps {
            eprintln!("{}: round {round} of {runs}", app.package());
            for what in what {
                sample(app, *what, round, figures)?;
            }
        }
    }
    Ok(())
}

impl What {
    /// What cargo has to do for it.
    pub fn task(self) -> Task {
        match self {
            Self::Check | Self::Edit => Task::Check,
            Self::Debug => Task::Debug,
            Self::Release => Task::Release,
        }
    }

    fn clean(self) -> Figure {
        match self {
            Self::Check | Self::Edit => Figure::CheckClean,
            Self::Debug => Figure::DebugClean,
            Self::Release => Figure::ReleaseClean,
        }
    }

    fn edits(self) -> &'static [(Edit, Figure)] {
        match self {
            Self::Check | Self::Release => &[],
            Self::Edit => &[(Edit::Body, Figure::CheckBody), (Edit::Field, Figure::CheckField)],
            Self::Debug => &[(Edit::Body, Figure::DebugBody)],
        }
    }
}

fn sample(app: &App, what: What, round: usize, figures: &mut Figures) -> Result<()> {
    Edit::undo(app)?;
    cargo::clean(app, what.task())?;
    figures.push(what.clean(), app.framework, app.routes, cargo::run(app, what.task())?);
    for (edit, figure) in what.edits() {
        edit.apply(app, round)?;
        figures.push(*figure, app.framework, app.routes, cargo::run(app, what.task())?);
    }
    Edit::undo(app)
}
