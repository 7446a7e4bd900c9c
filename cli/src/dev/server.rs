//! The program that serves, on a socket that is handed to it.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use command_fds::{CommandFdExt, FdMapping};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// How long the program may answer what it has accepted before the next one begins beside it.
const HANDING_OVER: Duration = Duration::from_secs(2);

/// How long it may take at the end of all.
const ENDING: Duration = Duration::from_secs(10);

/// The first file descriptor that is handed over (`sd_listen_fds(3)`).
const FIRST_DESCRIPTOR: i32 = 3;

/// The socket, and who serves on it.
pub(super) struct Server<'a> {
    socket: TcpListener,
    arguments: &'a [String],
    running: Option<Child>,
    /// Those that were told to end and still answer what they have accepted.
    leaving: Vec<Child>,
}

impl<'a> Server<'a> {
    pub(super) const fn new(socket: TcpListener, arguments: &'a [String]) -> Self {
        Self { socket, arguments, running: None, leaving: Vec::new() }
    }

    /// Whether the program runs.
    pub(super) const fn runs(&self) -> bool {
        self.running.is_some()
    }

    /// Notes a program that has ended by itself.
    pub(super) fn look(&mut self) {
        self.leaving.retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        if let Some(child) = &mut self.running
            && let Ok(Some(status)) = child.try_wait()
        {
            eprintln!("dev: the program ended ({status}); waiting for a change");
            self.running = None;
        }
    }

    /// Ends the program, if one runs, and starts this one. Meanwhile connections wait in the socket's queue.
    ///
    /// # Errors
    ///
    /// It cannot be started.
    pub(super) fn restart(&mut self, executable: &Path) -> Result<()> {
        if let Some(mut child) = self.running.take() {
            terminate(&child);
            if !ends_within(&mut child, HANDING_OVER) {
                self.leaving.push(child);
            }
        }
        self.running = Some(self.start(executable)?);
        Ok(())
    }

    fn start(&self, executable: &Path) -> Result<Child> {
        let socket = self.socket.try_clone().context("the socket cannot be shared")?;
        // A process knows its own id, which the protocol asks for, only once it runs: so a shell becomes the program.
        let mut command = Command::new("sh");
        command
            .args(["-c", "LISTEN_PID=$$; export LISTEN_PID; exec \"$0\" \"$@\""])
            .arg(executable)
            .args(self.arguments);
        command.env("LISTEN_FDS", "1").env_remove("LISTEN_FDS_FIRST_FD");
        let handed = FdMapping { parent_fd: socket.into(), child_fd: FIRST_DESCRIPTOR };
        command.fd_mappings(vec![handed]).context("the socket cannot be handed over")?;
        // Ctrl-C goes to all processes of the terminal's group. The program is told to end by this one alone: to be told twice means
        // to end at once.
        command.process_group(0);
        command.spawn().with_context(|| format!("{} cannot be run", executable.display()))
    }

    /// Ends all programs.
    pub(super) fn end(&mut self) {
        let children: Vec<Child> = self.running.take().into_iter().chain(self.leaving.drain(..)).collect();
        children.iter().for_each(terminate);
        let deadline = Instant::now() + ENDING;
        for mut child in children {
            if !ends_within(&mut child, deadline.saturating_duration_since(Instant::now())) {
                eprintln!("dev: the program did not end by itself");
                let _ = child.kill().and_then(|()| child.wait());
            }
        }
    }
}

/// Asks a process of ours to end, in its own order.
pub(super) fn terminate(child: &Child) {
    // It has not been waited for, so the id is still its own.
    if let Ok(id) = i32::try_from(child.id()) {
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

fn ends_within(child: &mut Child, longest: Duration) -> bool {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(None) if begun.elapsed() < longest => sleep(Duration::from_millis(10)),
            Ok(None) => return false,
            _ => return true,
        }
    }
}

#[cfg(test)]
mod tests {
    use nix::sys::signal::killpg;

    use super::*;

    /// So Ctrl-C does not reach it.
    #[test]
    fn the_program_is_a_group_of_its_own() {
        let arguments = ["60".to_owned()];
        let mut server = Server::new(TcpListener::bind("127.0.0.1:0").unwrap(), &arguments);
        server.restart(Path::new("sleep")).unwrap();
        let id = Pid::from_raw(server.running.as_ref().unwrap().id().try_into().unwrap());
        let is_group = killpg(id, None);
        server.end();
        assert_eq!(is_group, Ok(()));
    }
}
