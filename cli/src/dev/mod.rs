//! `cargo cepa dev`: the program served while it is written.
//!
//! The socket is this process's own and is handed to each program that is built, so it listens as long as this process runs: who
//! connects while one program ends and the next begins waits in the socket's queue.

mod server;
mod sources;

use std::net::TcpListener;
use std::process::Child;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Args;

use self::server::{Server, terminate};
use self::sources::Sources;
use crate::program::{Executable, Program, executables, only};

/// Serve a program while it is written: it is built and started anew with each change
///
/// The socket stays open from the first build to the end, so no connection is refused: `App::serve` takes it in place of its own
/// address (`LISTEN_FDS`, as from systemd). A build that fails leaves the program that runs as it is.
///
/// Without this tool: `cargo run`, again after each change; or `systemfd --no-pid -s http::8080 -- watchexec -r cargo run`.
#[derive(Debug, Args)]
pub(crate) struct Dev {
    /// The address to listen on
    #[arg(short, long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    #[command(flatten)]
    program: Program,
    /// Arguments for the program
    #[arg(last = true, value_name = "ARGUMENTS")]
    arguments: Vec<String>,
}

/// What the loop waits for.
#[derive(Debug)]
enum Event {
    /// A source changed.
    Changed,
    /// Cargo has ended, after these messages.
    Built(Vec<Executable>),
    /// Ctrl-C, SIGTERM.
    Stop,
}

/// How long nothing may change before a build begins: editors write a file in several steps, and people save several files.
const SETTLING: Duration = Duration::from_millis(100);

/// How often the program is looked at, whether it still runs.
const LOOKING: Duration = Duration::from_millis(200);

impl Dev {
    /// Serves until it is told to stop.
    ///
    /// # Errors
    ///
    /// The address cannot be had, the sources cannot be watched, or cargo cannot be started.
    pub(crate) fn run(&self) -> Result<()> {
        let socket =
            TcpListener::bind(&self.listen).with_context(|| format!("{} cannot be listened on", self.listen))?;
        let (events, inbox) = mpsc::channel();
        let sources = Sources::watch(&self.program, events.clone())?;
        let stop = events.clone();
        ctrlc::set_handler(move || drop(stop.send(Event::Stop))).context("signals cannot be handled")?;
        let mut session =
            Session { dev: self, events, sources, server: Server::new(socket, &self.arguments), build: None };
        let outcome = session.go_on(&inbox);
        session.end();
        outcome
    }
}

/// What runs: perhaps a build, perhaps the program.
struct Session<'a> {
    dev: &'a Dev,
    events: Sender<Event>,
    sources: Sources,
    server: Server<'a>,
    build: Option<Child>,
}

impl Session<'_> {
    /// Builds, and builds again after each change, until it is told to stop.
    fn go_on(&mut self, inbox: &Receiver<Event>) -> Result<()> {
        self.start_build()?;
        // When the next build is due; a change puts it off.
        let mut due: Option<Instant> = None;
        loop {
            match inbox
                .recv_timeout(LOOKING.min(due.map_or(LOOKING, |due| due.saturating_duration_since(Instant::now()))))
            {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Ok(Event::Changed) => due = Some(Instant::now() + SETTLING),
                Ok(Event::Built(executables)) => self.built(executables)?,
                Err(RecvTimeoutError::Timeout) => self.server.look(),
            }
            // What changed during a build is built after it.
            if self.build.is_none() && due.is_some_and(|due| due <= Instant::now()) {
                due = None;
                self.start_build()?;
            }
        }
    }

    fn start_build(&mut self) -> Result<()> {
        let mut build = self.dev.program.start_build()?;
        let messages = build.stdout.take();
        let events = self.events.clone();
        thread::spawn(move || events.send(Event::Built(executables(messages))));
        self.build = Some(build);
        Ok(())
    }

    /// Starts the program anew, if there is a new one.
    fn built(&mut self, executables: Vec<Executable>) -> Result<()> {
        let Some(mut build) = self.build.take() else { return Ok(()) };
        if !build.wait().context("cargo cannot be waited for")?.success() {
            let goes_on = if self.server.runs() { ", and the program goes on as it is" } else { "" };
            eprintln!("dev: the build failed{goes_on}; waiting for a change");
            return Ok(());
        }
        let executable = only(executables)?;
        self.sources.read_dependencies(&executable.path);
        if executable.fresh && self.server.runs() {
            return Ok(());
        }
        self.server.restart(&executable.path)
    }

    fn end(&mut self) {
        if let Some(mut build) = self.build.take() {
            terminate(&build);
            let _ = build.wait();
        }
        self.server.end();
    }
}
