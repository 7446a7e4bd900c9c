//! A server that runs, until it is dropped.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::Result;
use crate::scratch::scratch_file;

/// So long may a server take to listen, be it slowed down by a profiler.
const START_LIMIT: Duration = Duration::from_secs(60);

/// In this time a server that fails has said why.
const ENDING: Duration = Duration::from_millis(200);

/// A server that runs; what it prints is kept for when it fails.
pub struct Running {
    pub name: String,
    pub port: u16,
    child: Child,
    started: Instant,
    printed: PathBuf,
}

impl Running {
    /// Starts a server, and waits until it listens.
    pub fn start(name: &str, command: Command) -> Result<Self> {
        let mut running = Self::spawn(name, command)?;
        while !running.listens() {
            if running.started.elapsed() > START_LIMIT {
                return Err(running.failure("it does not listen"));
            }
            running.ensure_alive()?;
            sleep(Duration::from_millis(5));
        }
        Ok(running)
    }

    /// Starts a server at a port that is free; its number becomes the command's last argument.
    pub fn spawn(name: &str, mut command: Command) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let printed = scratch_file(&format!("{name}-{port}.log"))?;
        let log = File::create(&printed)?;
        command.arg(port.to_string()).stdout(log.try_clone()?).stderr(log);
        let started = Instant::now();
        let child = command.spawn().map_err(|error| format!("{name}: {command:?} does not start: {error}"))?;
        Ok(Self { name: name.to_owned(), port, child, started, printed })
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// When it was told to start.
    pub fn started(&self) -> Instant {
        self.started
    }

    fn listens(&self) -> bool {
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok()
    }

    /// Does something with the server's port; an error then names the server, and shows what it printed.
    pub fn watch<T>(&mut self, work: impl FnOnce(u16) -> Result<T>) -> Result<T> {
        work(self.port).map_err(|error| self.failure(&error.to_string()))
    }

    /// Fails if the server has ended.
    pub fn ensure_alive(&mut self) -> Result<()> {
        match self.child.try_wait()? {
            Some(status) => Err(self.failure(&format!("it ended, {status}"))),
            None => Ok(()),
        }
    }

    /// An error about this server.
    fn failure(&mut self, what: &str) -> Box<dyn std::error::Error> {
        // One that is ending may have closed its connections already, but neither printed all nor ended.
        sleep(ENDING);
        let ended = match self.child.try_wait() {
            Ok(Some(status)) => format!(" (it ended, {status})"),
            _ => String::new(),
        };
        let printed = std::fs::read(&self.printed).unwrap_or_default();
        let printed = match String::from_utf8_lossy(&printed).trim() {
            "" => "nothing".to_owned(),
            text => format!("\n{text}"),
        };
        format!("{}: {what}{ended}; it printed: {printed}", self.name).into()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Neither can fail but for a server that has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_ends_fails_with_what_it_printed() {
        let _scratch = crate::scratch::Scratch;
        let mut command = Command::new("sh");
        command.args(["-c", "echo out of luck >&2; exit 3"]);
        let error = Running::start("unlucky", command).err().unwrap().to_string();
        assert!(error.contains("unlucky: it ended") && error.contains("out of luck"), "{error}");
    }
}
