//! How long a program takes from its start to the first byte of an answer.

use std::time::Duration;

use crate::Result;
use crate::cargo::{self, Task};
use crate::framework::Framework;
use crate::generate::App;
use crate::server::Server;

/// The size of the applications that are started.
pub const ROUTES: usize = 300;

/// So often in each round.
const STARTS_PER_RUN: usize = 10;

/// The times of one framework, sorted.
#[derive(Debug)]
pub struct Starts {
    pub framework: Framework,
    pub times: Vec<Duration>,
}

/// Starts each application many times, by turns.
pub fn measure(frameworks: &[Framework], runs: usize) -> Result<Vec<Starts>> {
    let mut apps = Vec::new();
    for framework in frameworks.iter().filter(|framework| framework.serves()) {
        let app = App::generate(*framework, ROUTES)?;
        eprintln!("{}: a release build, to start it", app.package());
        cargo::run(&app, Task::Release)?;
        apps.push((app, Starts { framework: *framework, times: Vec::new() }));
    }
    for _ in 0..runs * STARTS_PER_RUN {
        for (app, starts) in &mut apps {
            let mut server = Server::start(app, Task::Release.profile())?;
            starts.times.push(server.time_to_first_byte("/orders-000/7")?);
        }
    }
    let sorted = |(_, mut starts): (App, Starts)| {
        starts.times.sort();
        starts
    };
    Ok(apps.into_iter().map(sorted).collect())
}
