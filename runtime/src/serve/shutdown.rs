//! How a server is told to stop: by a handle, or by a signal of the operating system.

use std::future::Future;
use std::io;

use tokio::sync::watch;
use tracing::{info, warn};

/// Stops a server from anywhere in the program. Cheap to clone; all clones stop the same server.
#[derive(Clone, Debug)]
pub struct ShutdownHandle {
    phase: watch::Sender<Phase>,
}

/// How far the server was told to go down. Only ever grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Running,
    Draining,
    Now,
}

impl ShutdownHandle {
    pub(crate) fn new() -> Self {
        Self { phase: watch::Sender::new(Phase::Running) }
    }

    /// Stops gently: nothing new is accepted, requests in flight are finished, up to the deadline. Returns at once.
    pub fn stop(&self) {
        self.raise(Phase::Draining);
    }

    /// Stops at once: requests in flight are cut. Returns at once, too.
    pub fn stop_now(&self) {
        self.raise(Phase::Now);
    }

    /// Whether the server was told to stop.
    pub fn is_stopping(&self) -> bool {
        *self.phase.borrow() >= Phase::Draining
    }

    /// Resolves when the server was told to stop, gently or at once.
    pub fn stopping(&self) -> impl Future<Output = ()> + Send + 'static {
        self.reached(Phase::Draining)
    }

    /// Resolves when the server was told to stop at once.
    pub fn stopping_now(&self) -> impl Future<Output = ()> + Send + 'static {
        self.reached(Phase::Now)
    }

    fn raise(&self, to: Phase) {
        self.phase.send_if_modified(|phase| {
            let raised = *phase < to;
            *phase = to.max(*phase);
            raised
        });
    }

    fn reached(&self, wanted: Phase) -> impl Future<Output = ()> + Send + use<> {
        let mut phase = self.phase.subscribe();
        async move {
            if phase.wait_for(|phase| *phase >= wanted).await.is_err() {
                // All handles are gone: nobody can stop the server any more.
                std::future::pending().await
            }
        }
    }

    /// Lets the system's signals stop the server: the first one gently, the next at once. They stay with this handle for as
    /// long as the runtime lives, so that a second signal also cuts whatever follows the server.
    ///
    /// # Errors
    ///
    /// When the system refuses the signal handlers.
    pub(crate) fn listen_to_signals(&self) -> io::Result<()> {
        let mut signals = Signals::new()?;
        let handle = self.clone();
        tokio::spawn(async move {
            let name = signals.next().await;
            info!(signal = name, "stopping: requests in flight are finished first");
            handle.stop();
            let name = signals.next().await;
            warn!(signal = name, "stopping at once");
            handle.stop_now();
        });
        Ok(())
    }
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> &'static str {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        "Ctrl-C"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gentle after immediate changes nothing.
    #[tokio::test]
    async fn a_stop_is_never_taken_back() {
        let handle = ShutdownHandle::new();
        assert!(!handle.is_stopping());
        handle.stop_now();
        handle.stop();
        handle.stopping().await;
        handle.stopping_now().await;
    }
}
