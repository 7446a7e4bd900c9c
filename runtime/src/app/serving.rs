//! The application on its sockets: start hooks, serving, shutdown hooks.

use std::ffi::OsStr;
use std::future::ready;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, MutexGuard, PoisonError};

use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use tokio::net::ToSocketAddrs;

use super::service::{Hook, Inner};
use super::{App, BuildError, GivenState, Hooks, Running, RunningHook, Scope, State, document};
use crate::body::Body;
use crate::openapi::Document;
use crate::problem::{Problem, Result};
use crate::request::{Connection, Request};
use crate::response::Response;
use crate::serve::{
    ConnectionInfo, HttpService, Listeners, RequestBody, Resolving, Server, ShutdownHandle, resolved, serve,
};

/// The outcome of [`App::serve`] and its like, once it is awaited.
// In a box: the type of an `async fn`'s future asks for its bounds again, and a forgotten state would be told three times.
pub type Starting<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

impl<S: State, V> App<S, V> {
    /// Serves until SIGINT (Ctrl-C) or SIGTERM. Then no more is accepted, what was accepted is finished within the deadline of
    /// [`ServeOptions`](crate::serve::ServeOptions), and this returns.
    ///
    /// With the environment variable `CEPA_OPENAPI_TO` this writes the OpenAPI document to the file that it names, `-` being the
    /// standard output, and returns without listening.
    ///
    /// Where whoever started the process has handed sockets to it (`LISTEN_FDS`, as by systemd's socket activation, `systemfd` and
    /// `cargo cepa dev`), it serves on these, and `addr` is not asked for. So a program can be started anew and no connection is
    /// refused meanwhile.
    ///
    /// # Errors
    ///
    /// The application cannot be built, the address cannot be bound, or a hook fails.
    pub fn serve<'a>(mut self, addr: impl ToSocketAddrs + Send + 'a) -> Starting<'a, ()>
    where
        V: GivenState<S>,
    {
        if let Some(target) = document::asked_for() {
            return Box::pin(ready(written(self.document(), &target)));
        }
        self.parts.options.signals = true;
        serve_till_told(self.build().map(|app| app.inner), Box::pin(resolved(addr)))
    }

    /// Serves in the background. Port 0 lets the system choose one: [`Server::local_addrs`] tells.
    ///
    /// # Errors
    ///
    /// The application cannot be built, the address cannot be bound, or a start hook fails.
    pub fn bind<'a>(self, addr: impl ToSocketAddrs + Send + 'a) -> Starting<'a, Server>
    where
        V: GivenState<S>,
    {
        bind(self.build().map(|app| app.inner), Box::pin(resolved(addr)))
    }

    /// Serves in the background on a socket that listens already, such as one handed over by systemd.
    ///
    /// # Errors
    ///
    /// As for [`bind`](Self::bind).
    pub fn listen(self, socket: std::net::TcpListener) -> Starting<'static, Server>
    where
        V: GivenState<S>,
    {
        listen(self.build().map(|app| app.inner), socket)
    }
}

type Built = std::result::Result<Arc<Inner>, BuildError>;

fn written(document: std::result::Result<Document, BuildError>, target: &OsStr) -> Result<()> {
    Ok(document::write(&document?, target)?)
}

fn serve_till_told(app: Built, addresses: Resolving<'_>) -> Starting<'_, ()> {
    Box::pin(async {
        let app = app?;
        let mut listeners = Listeners::inherited()?;
        if listeners.is_empty() {
            listeners.bind(addresses.await?, app.options.backlog)?;
        }
        let server = app.start(listeners).await?;
        for addr in server.local_addrs() {
            say_where(addr);
        }
        server.wait().await?;
        Ok(())
    })
}

fn bind(app: Built, addresses: Resolving<'_>) -> Starting<'_, Server> {
    Box::pin(async {
        let app = app?;
        let mut listeners = Listeners::default();
        listeners.bind(addresses.await?, app.options.backlog)?;
        app.start(listeners).await
    })
}

fn listen(app: Built, socket: std::net::TcpListener) -> Starting<'static, Server> {
    Box::pin(async {
        let app = app?;
        let mut listeners = Listeners::default();
        listeners.push_std(socket)?;
        app.start(listeners).await
    })
}

/// Without a subscriber for logs, a server that says nothing looks dead.
fn say_where(addr: &std::net::SocketAddr) {
    if tracing::dispatcher::has_been_set() {
        tracing::info!("listening on http://{addr}");
    } else {
        eprintln!("listening on http://{addr}");
    }
}

impl Inner {
    async fn start(self: Arc<Self>, listeners: Listeners) -> Result<Server> {
        let app = self;
        let options = app.options.clone();
        let local_addrs = listeners.local_addrs();
        // Who connects before the hooks are done waits in the listener's queue.
        app.begin().await?;
        let shutdown = ShutdownHandle::new();
        let stop = shutdown.clone();
        let stop_at_once = shutdown.clone();
        let deadline = options.shutdown_deadline;
        let running = async move {
            let served = serve(listeners, Arc::clone(&app), options, stop, app.tasks.clone()).await;
            let ended = tokio::select! {
                ended = app.end() => ended,
                () = stop_at_once.stopping_now() => Ok(()),
                () = tokio::time::sleep(deadline) => Err(io::Error::other("the shutdown hooks did not end in time")),
            };
            served.and(ended)
        };
        Ok(Server::spawn(local_addrs, shutdown, running))
    }

    /// Runs the start hooks, in the order they were given; the first that fails ends it.
    async fn begin(&self) -> Result<()> {
        let hooks = std::mem::take(&mut self.hooks().on_start);
        for hook in hooks {
            hook().await?;
        }
        Ok(())
    }

    /// Runs all shutdown hooks, in the reverse of the order they were given; the first error is told.
    async fn end(&self) -> io::Result<()> {
        let hooks = std::mem::take(&mut self.hooks().on_shutdown);
        let mut result = Ok(());
        for hook in hooks.into_iter().rev() {
            if let Err(error) = hook().await {
                tracing::error!("a shutdown hook failed: {error:?}");
                result = result.and(Err(io::Error::other(error.into_inner())));
            }
        }
        result
    }

    fn hooks(&self) -> MutexGuard<'_, Hooks<Hook>> {
        self.hooks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: State> Hooks<RunningHook<S>> {
    pub(super) fn bind(self, scope: &Arc<Scope<S>>) -> Hooks<Hook> {
        let running = Arc::new(Running { scope: Arc::clone(scope) });
        let mut bound = Hooks { on_start: Vec::new(), on_shutdown: Vec::new() };
        for hook in self.on_start {
            bound.on_start.push(bound_hook(hook, &running));
        }
        for hook in self.on_shutdown {
            bound.on_shutdown.push(bound_hook(hook, &running));
        }
        bound
    }
}

fn bound_hook<S: State>(hook: RunningHook<S>, running: &Arc<Running<S>>) -> Hook {
    let running = Arc::clone(running);
    Box::new(move || hook(running))
}

impl HttpService for Inner {
    type Body = Body;
    type Request = Request;

    #[inline]
    fn receive(&self, head: Parts, body: RequestBody, info: ConnectionInfo) -> Request {
        let connection = Connection {
            client_addr: Some(info.client_addr),
            server_addr: Some(info.server_addr),
            secure: info.scheme.is_secure(),
        };
        Request::new(head, Body::incoming(body), connection)
    }

    fn handle(self: &Arc<Self>, request: Request) -> impl Future<Output = Response> + Send {
        self.answer(request)
    }

    fn refuse(&self, status: StatusCode) -> Response {
        let mut response = Problem::new(status).render();
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
