//! From listening sockets to requests, and down again: what stands between the network and the application.
//!
//! `Listeners` hold the sockets, `serve` accepts from them within [`ServeOptions`], each connection runs hyper and calls
//! the `HttpService`; a [`ShutdownHandle`] or a signal ends it, and [`Tasks`] are what the end waits for. [`Server`] is a
//! running server seen from outside.

mod activity;
mod body;
mod clock;
mod connection;
mod head;
#[cfg(feature = "http2")]
mod http2;
#[cfg(not(feature = "http2"))]
#[path = "http2_refused.rs"]
mod http2;
mod limits;
mod listener;
mod shutdown;
mod tasks;
#[cfg(test)]
mod tests;
mod wire;

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode, request};
use tokio::sync::Semaphore;
use tokio::task::{JoinError, JoinHandle, JoinSet};
use tracing::{debug, error, info, warn};

pub(crate) use self::body::RequestBody;
pub use self::limits::ServeOptions;
pub(crate) use self::listener::{Listeners, Resolving, look_for_handed_over, resolved};
pub use self::shutdown::ShutdownHandle;
pub use self::tasks::Tasks;

use self::connection::Shared;
use self::listener::Accepted;
use self::tasks::panic_text;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What answers requests: the application, seen from its connections.
pub(crate) trait HttpService: Send + Sync + 'static {
    /// Of every answer.
    type Body: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + Unpin + 'static;

    /// A request in the service's own form: small, for it is moved a few times.
    type Request: Send + 'static;

    /// Takes a request whose head is known to be good.
    fn receive(&self, head: request::Parts, body: RequestBody, connection: ConnectionInfo) -> Self::Request;

    /// Answers a request. The future is dropped as soon as the client leaves; [`Tasks::run_to_end`] is the way around.
    ///
    /// Every HTTP/1 connection reserves the size of this future for as long as it lives: keep it small. A panic in it closes
    /// an HTTP/1 connection and resets an HTTP/2 stream, without an answer: catch it inside.
    fn handle(self: &Arc<Self>, request: Self::Request) -> impl Future<Output = Response<Self::Body>> + Send;

    /// The answer to a request whose head breaks HTTP: 400, 414 or 501. On HTTP/1, `connection: close` is added.
    fn refuse(&self, status: StatusCode) -> Response<Self::Body>;
}

/// Where a request came from and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionInfo {
    /// The other end of the connection: the client, or the last proxy before us.
    pub client_addr: SocketAddr,
    /// Our end of it.
    pub server_addr: SocketAddr,
    /// How it is carried.
    pub scheme: Scheme,
}

/// The URI scheme that a connection stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// Plain text.
    Http,
    /// TLS, ended here.
    Https,
}

impl Scheme {
    /// Whether it is encrypted.
    pub const fn is_secure(self) -> bool {
        matches!(self, Self::Https)
    }

    /// `"http"` or `"https"`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// Serves until `shutdown` is told to stop, then goes down in order: accepting ends at once, requests in flight are
/// finished, background tasks are told to end and waited for; at the deadline, or when told to stop at once, all that is
/// left is dropped.
///
/// Dropping the future drops the sockets and every connection.
///
/// # Errors
///
/// When the system refuses the signal handlers. Once serving, nothing is an error: what goes wrong concerns one connection.
pub(crate) async fn serve<S: HttpService>(
    mut listeners: Listeners,
    service: Arc<S>,
    options: ServeOptions,
    shutdown: ShutdownHandle,
    tasks: Tasks,
) -> io::Result<()> {
    if options.signals {
        shutdown.listen_to_signals()?;
    }
    let mut connections = Connections::new(service, options);
    connections.accept_until(shutdown.stopping(), &mut listeners).await;
    // Before the sockets close: whoever finds them closed finds the rest draining.
    connections.server.drain.begin();
    connections.take_rest(listeners);

    let deadline = connections.server.options.shutdown_deadline;
    let gently = async {
        connections.drained().await;
        tasks.requests_done().await;
        tasks.background_done().await;
    };
    let in_time = tokio::select! {
        biased;
        () = gently => true,
        () = shutdown.stopping_now() => false,
        () = tokio::time::sleep(deadline) => false,
    };
    if !in_time {
        connections.cut(&tasks).await;
    }
    info!("stopped");
    Ok(())
}

/// How long a task that was cut has to notice: one that never yields cannot be stopped, and must not keep us.
const CUT_GRACE: Duration = Duration::from_secs(1);

/// The connections of a server.
struct Connections<S> {
    server: Arc<Shared<S>>,
    /// A connection has its place until its socket is closed, even when it has been upgraded and left `open`.
    places: Arc<Semaphore>,
    open: JoinSet<()>,
}

impl<S: HttpService> Connections<S> {
    fn new(service: Arc<S>, options: ServeOptions) -> Self {
        let places = options.max_connections.clamp(1, Semaphore::MAX_PERMITS);
        Self {
            server: Arc::new(Shared::new(service, options)),
            places: Arc::new(Semaphore::new(places)),
            open: JoinSet::new(),
        }
    }

    async fn accept_until(&mut self, stopping: impl Future<Output = ()>, listeners: &mut Listeners) {
        let mut stopping = pin!(stopping);
        loop {
            let places = self.places.clone();
            // A place first: without one, newcomers are left to the kernel.
            let next = async {
                let place = places.acquire_owned().await;
                (listeners.accept().await, place)
            };
            tokio::select! {
                biased;
                () = &mut stopping => return,
                Some(ended) = self.open.join_next() => log_end(ended),
                (accepted, Ok(place)) = next => self.start(accepted, place),
            }
        }
    }

    /// Closes the listeners and serves who had connected before.
    fn take_rest(&mut self, listeners: Listeners) {
        for accepted in listeners.close() {
            match self.places.clone().try_acquire_owned() {
                Ok(place) => self.start(accepted, place),
                Err(_) => debug!(client = %accepted.client_addr, "refused: the server is stopping and full"),
            }
        }
    }

    fn start(&mut self, accepted: Accepted, place: tokio::sync::OwnedSemaphorePermit) {
        let Accepted { stream, client_addr, server_addr } = accepted;
        let info = ConnectionInfo { client_addr, server_addr, scheme: Scheme::Http };
        self.open.spawn(connection::run(stream, info, place, self.server.clone()));
    }

    /// Waits until every connection is closed.
    async fn drained(&mut self) {
        while let Some(ended) = self.open.join_next().await {
            log_end(ended);
        }
    }

    async fn cut(&mut self, tasks: &Tasks) {
        warn!(connections = self.open.len(), "cutting what did not end in time");
        self.open.abort_all();
        let gone = async {
            while let Some(ended) = self.open.join_next().await {
                log_end(ended);
            }
            tasks.cut().await;
        };
        if tokio::time::timeout(CUT_GRACE, gone).await.is_err() {
            error!("something blocks its thread without ever awaiting; it is left behind");
        }
    }
}

fn log_end(ended: Result<(), JoinError>) {
    if let Some(panic) = ended.err().and_then(|failure| failure.try_into_panic().ok()) {
        error!(panic = panic_text(&*panic), "panic while answering a request: its connection is closed");
    }
}

/// A running server.
///
/// Dropping it leaves the server running, for as long as its runtime does.
///
/// ```
/// # use cepa::prelude::*;
/// # #[get("/")] async fn index() -> &'static str { "" }
/// # #[cepa::main]
/// # async fn main() -> cepa::Result<()> {
/// let server = App::new(routes![index]).bind("127.0.0.1:0").await?;
/// println!("listening on {}", server.local_addrs()[0]);
/// server.stop();
/// server.wait().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "dropped, the server runs on, and nothing but a signal can stop it"]
pub struct Server {
    local_addrs: Vec<SocketAddr>,
    shutdown: ShutdownHandle,
    running: JoinHandle<io::Result<()>>,
}

impl Server {
    /// Spawns `running`: what serves `listeners` and stops when `shutdown` says so.
    pub(crate) fn spawn(
        local_addrs: Vec<SocketAddr>,
        shutdown: ShutdownHandle,
        running: impl Future<Output = io::Result<()>> + Send + 'static,
    ) -> Self {
        Self { local_addrs, shutdown, running: tokio::spawn(running) }
    }

    /// The addresses it listens on, in the order they were bound, with real port numbers.
    pub fn local_addrs(&self) -> &[SocketAddr] {
        &self.local_addrs
    }

    /// Stops it gently: see [`ShutdownHandle::stop`]. Returns at once.
    pub fn stop(&self) {
        self.shutdown.stop();
    }

    /// What stops it from elsewhere.
    pub fn shutdown_handle(&self) -> ShutdownHandle {
        self.shutdown.clone()
    }

    /// Waits until it has stopped: no request and no background task is left.
    ///
    /// # Errors
    ///
    /// When it could not start, or panicked.
    pub async fn wait(self) -> io::Result<()> {
        self.running.await.map_err(io::Error::other)?
    }
}
