//! Runs cargo on a generated application, and tells its time.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::Result;
use crate::framework::Framework;
use crate::generate::App;

/// What a command took.
#[derive(Debug, Clone, Copy)]
pub struct Time {
    /// By the clock, which others who use the machine can slow down.
    pub wall: Duration,
    /// Of the processor, outside of the system, by the command and all that it started.
    pub user: Duration,
}

/// What cargo is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    Check,
    Debug,
    Release,
}

impl Task {
    fn args(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }

    /// The directory of cargo's that the outcome goes to.
    pub fn profile(self) -> &'static str {
        if self == Self::Release { "release" } else { "debug" }
    }
}

/// Does the task, and tells what it took.
pub fn run(app: &App, task: Task) -> Result<Time> {
    let mut command = cargo(app);
    command.args(task.args()).args(["--offline", "--quiet", "--package", &app.package()]);
    let features = app.framework.build_features();
    if task != Task::Check && !features.is_empty() {
        command.arg("--features").arg(features.join(","));
    }
    timed(&mut command)
}

/// Removes what was built of the application itself, and nothing else.
pub fn clean(app: &App, task: Task) -> Result<()> {
    let mut command = cargo(app);
    command.args(["clean", "--offline", "--quiet", "--package", &app.package()]);
    if task == Task::Release {
        command.arg("--release");
    }
    timed(&mut command).map(drop)
}

/// Cargo in the application's workspace, with the settings that it has by default.
pub fn cargo(app: &App) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(app.workspace()).stdin(Stdio::null());
    for variable in ["CARGO_INCREMENTAL", "CARGO_TARGET_DIR", "RUSTC_WRAPPER", "RUSTFLAGS"] {
        command.env_remove(variable);
    }
    command
}

/// The version of a package in the lock file.
pub fn locked_versions(framework: Framework, lock: &str) -> Vec<String> {
    let version = |package: &str| {
        let (_, entry) = lock.split_once(&format!("\nname = \"{package}\"\nversion = \""))?;
        entry.split_once('"').map(|(version, _)| format!("{package} {version}"))
    };
    framework.packages().iter().filter_map(|package| version(package)).collect()
}

fn timed(command: &mut Command) -> Result<Time> {
    let user = || getrusage(UsageWho::RUSAGE_CHILDREN).map(|usage| usage.user_time().num_microseconds());
    let (before, started) = (user()?, Instant::now());
    let status = command.status()?;
    let wall = started.elapsed();
    let user = Duration::from_micros(u64::try_from(user()? - before)?);
    if status.success() { Ok(Time { wall, user }) } else { Err(format!("{command:?}: {status}").into()) }
}
