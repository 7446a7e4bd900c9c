//! Takes the times: rounds of all applications, one after the other, so that what slows the machine slows them all.

use crate::Result;
use crate::cargo::{self, Task};
use crate::edit::Edit;
use crate::figure::{Figure, Figures};
use crate::generate::App;

/// What an application goes through in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    task: Task,
    clean: Figure,
    /// Made one after the other, each followed by the task.
    edits: &'static [(Edit, Figure)],
}

impl Course {
    pub const CHECK: Self = Self { task: Task::Check, clean: Figure::CheckClean, edits: &[] };
    pub const EDIT: Self =
        Self { edits: &[(Edit::Body, Figure::CheckBody), (Edit::Field, Figure::CheckField)], ..Self::CHECK };
    pub const DEBUG: Self =
        Self { task: Task::Debug, clean: Figure::DebugClean, edits: &[(Edit::Body, Figure::DebugBody)] };
    pub const RELEASE: Self = Self { task: Task::Release, clean: Figure::ReleaseClean, edits: &[] };
}

/// Measures `runs` rounds, after one that builds what the applications depend on.
pub fn measure(apps: &[App], courses: &[Course], runs: usize, figures: &mut Figures) -> Result<()> {
    if courses.is_empty() {
        return Ok(());
    }
    for app in apps {
        for course in courses {
            eprintln!("{}: {:?}, not timed", app.package(), course.task);
            cargo::run(app, course.task)?;
        }
    }
    for round in 1..=runs {
        for app in apps {
            eprintln!("{}: round {round} of {runs}", app.package());
            for course in courses {
                sample(app, *course, round, figures)?;
            }
        }
    }
    Ok(())
}

fn sample(app: &App, course: Course, round: usize, figures: &mut Figures) -> Result<()> {
    Edit::undo(app)?;
    cargo::clean(app, course.task)?;
    figures.push(course.clean, app, cargo::run(app, course.task)?);
    for (edit, figure) in course.edits {
        edit.apply(app, round)?;
        figures.push(*figure, app, cargo::run(app, course.task)?);
    }
    Edit::undo(app)
}
