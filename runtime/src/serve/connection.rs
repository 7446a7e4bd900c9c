//! One accepted connection: which HTTP it speaks, its requests, its end.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::time::{Instant, Sleep, timeout};
use tracing::debug;

use super::activity::Activity;
use super::body::RequestBody;
use super::clock::{Clock, Step};
use super::head::check_head;
use super::http2::Http2;
use super::limits::{HYPER_HEAD_FIELDS, ServeOptions};
use super::wire::{Opening, Transport, Version, Wire};
use super::{BoxError, ConnectionInfo, HttpService};

/// What all connections of a server have in common.
pub(super) struct Shared<S> {
    service: Arc<S>,
    pub(super) options: ServeOptions,
    http1: http1::Builder,
    http2: Http2,
    pub(super) drain: Drain,
}

impl<S: HttpService> Shared<S> {
    pub(super) fn new(service: Arc<S>, options: ServeOptions) -> Self {
        let (http1, http2) = (http1_builder(&options), Http2::new(&options));
        Self { service, options, http1, http2, drain: Drain::default() }
    }
}

fn http1_builder(options: &ServeOptions) -> http1::Builder {
    let mut builder = http1::Builder::new();
    // Its own timer would be set and cleared for every request, and it has no answer to the client: see `Clock`.
    builder.timer(TokioTimer::new()).header_read_timeout(None).max_header_size(options.max_head_bytes);
    // Or it would look, before each answer, for a client that has left, into a new buffer, as the head has the old one still:
    // see `Wire::poll_flush`.
    builder.half_close(true);
    if options.max_head_fields != HYPER_HEAD_FIELDS {
        builder.max_headers(options.max_head_fields);
    }
    builder
}

/// The server's word that it is stopping, to every connection.
#[derive(Debug, Default)]
pub(super) struct Drain {
    begun: AtomicBool,
    wake: Notify,
}

impl Drain {
    pub(super) fn begin(&self) {
        self.begun.store(true, Ordering::Release);
        self.wake.notify_waiters();
    }

    fn has_begun(&self) -> bool {
        self.begun.load(Ordering::Acquire)
    }

    async fn begun(&self) {
        let mut woken = pin!(self.wake.notified());
        // Listen first, then look: what begins in between is heard.
        woken.as_mut().enable();
        if !self.has_begun() {
            woken.await;
        }
    }
}

/// What the requests of a connection have in common.
pub(super) struct Shares<S> {
    server: Arc<Shared<S>>,
    activity: Arc<Activity>,
    info: ConnectionInfo,
}

/// Serves a connection to its end.
pub(super) async fn run<T, S>(mut stream: T, info: ConnectionInfo, permit: OwnedSemaphorePermit, server: Arc<Shared<S>>)
where
    T: Transport,
    S: HttpService,
{
    let (opening, version) = match open(&mut stream, &server.options, &server.drain).await {
        Ok(opened) => opened,
        Err(error) => return debug!(client = %info.client_addr, %error, "connection ended before its first request"),
    };
    let activity = Arc::new(Activity::new(version));
    let io = TokioIo::new(Wire::new(stream, (opening, version), activity.clone(), permit));
    let shares = Arc::new(Shares { server: server.clone(), activity: activity.clone(), info });
    let result = match version {
        Version::Http1 => {
            let connection = server.http1.serve_connection(io, service(shares)).with_upgrades();
            let close = |connection: Pin<&mut _>| http1::UpgradeableConnection::graceful_shutdown(connection);
            drive(connection, close, version, &activity, &server).await
        }
        // Boxed, for it is far larger, and connections of the other kind are the more numerous ones.
        Version::Http2 => Box::pin(server.http2.serve(io, shares, &activity, &server)).await,
    };
    if let Err(error) = result {
        debug!(client = %info.client_addr, error = &error as &dyn std::error::Error, "connection ended early");
    }
}

/// Reads as much as is needed to tell the version, and not for ever.
async fn open<T: Transport>(stream: &mut T, options: &ServeOptions, drain: &Drain) -> io::Result<(Opening, Version)> {
    let mut opening = Opening::default();
    let too_long = async {
        let notice = async {
            drain.begun().await;
            tokio::time::sleep(options.shutdown_notice).await;
        };
        let _ = timeout(options.first_byte_timeout, notice).await;
    };
    let mut version = tokio::select! {
        biased;
        first = opening.read(stream) => first?,
        () = too_long => return Err(io::ErrorKind::TimedOut.into()),
    };
    if version.is_none() {
        version = timeout(options.header_read_timeout, async {
            loop {
                let version = opening.read(stream).await?;
                if version.is_some() {
                    return io::Result::Ok(version);
                }
            }
        })
        .await??;
    }
    Ok((opening, version.unwrap_or(Version::Http1)))
}

/// Polls the connection, and keeps it within its limits.
pub(super) async fn drive<C, S>(
    connection: C,
    ask_to_close: impl Fn(Pin<&mut C>),
    version: Version,
    activity: &Activity,
    server: &Shared<S>,
) -> hyper::Result<()>
where
    C: Future<Output = hyper::Result<()>>,
{
    let Shared { options, drain, .. } = server;
    let mut connection = pin!(connection);
    let mut timer = Timer::new();
    let mut drain_begun = pin!(drain.begun());
    let mut clock = Clock::new(version);
    let mut draining = false;
    // Who is woken by the timer and by the drain. It stays the same for a task, so that neither is polled in vain.
    let mut registered: Option<Waker> = None;
    let mut last_poll = false;

    poll_fn(|cx| {
        loop {
            if let Poll::Ready(result) = connection.as_mut().poll(cx) {
                return Poll::Ready(result);
            }
            if last_poll {
                return Poll::Ready(Ok(()));
            }
            let known = registered.as_ref().is_some_and(|waker| waker.will_wake(cx.waker()));
            if !known {
                registered = Some(cx.waker().clone());
            }
            let drain_now =
                !draining && if known { drain.has_begun() } else { drain_begun.as_mut().poll(cx).is_ready() };
            let step = if drain_now {
                draining = true;
                clock.drain(activity, options)
            } else {
                clock.look(activity, timer.has_run_out(cx, known), options)
            };
            match step {
                Step::Wait if drain_now => {}
                Step::Wait => return Poll::Pending,
                Step::Arm(duration) => timer.arm(cx, duration),
                Step::AskToClose(duration) => {
                    ask_to_close(connection.as_mut());
                    timer.arm(cx, duration);
                    continue;
                }
                Step::HeadLate => {
                    activity.head_late.set();
                    last_poll = true;
                    continue;
                }
                Step::Cut => return Poll::Ready(Ok(())),
            }
        }
    })
    .await
}

/// A timer that costs next to nothing while it runs.
struct Timer {
    sleep: Pin<Box<Sleep>>,
}

impl Timer {
    fn new() -> Self {
        Self { sleep: Box::pin(tokio::time::sleep(Duration::ZERO)) }
    }

    fn arm(&mut self, cx: &mut Context<'_>, duration: Duration) {
        let now = Instant::now();
        // What lies beyond the range of the clock is as good as never.
        let deadline = now.checked_add(duration).unwrap_or_else(|| now + Duration::from_secs(60 * 60 * 24 * 365));
        self.sleep.as_mut().reset(deadline);
        let _ = self.sleep.as_mut().poll(cx);
    }

    fn has_run_out(&mut self, cx: &mut Context<'_>, registered: bool) -> bool {
        if registered { self.sleep.is_elapsed() } else { self.sleep.as_mut().poll(cx).is_ready() }
    }
}

/// The connection's side of hyper: one future per request, without a box.
pub(super) fn service<S: HttpService>(
    shares: Arc<Shares<S>>,
) -> impl Service<
    Request<Incoming>,
    Response = Response<AnswerBody<S>>,
    Error = Infallible,
    Future = impl Future<Output = Result<Response<AnswerBody<S>>, Infallible>> + Send + 'static,
> {
    service_fn(move |request| {
        let (in_flight, number) = InFlight::begin(shares.clone(), &request);
        let form = Form::of(&request);
        let Shares { server, activity, info } = &*shares;
        // Here and not in the future, which hyper moves, and keeps room for as long as the connection lives.
        let received = match check_head(&request, server.options.max_target_bytes) {
            Ok(()) => {
                let (head, body) = request.into_parts();
                let activity = (form.http1 && !body.is_end_stream()).then(|| (Arc::clone(activity), number));
                Ok(server.service.receive(head, RequestBody::new(body, activity), *info))
            }
            Err(status) => Err(status),
        };
        answer(in_flight, form, received)
    })
}

/// What the end of an answer depends on.
#[derive(Clone, Copy)]
struct Form {
    http1: bool,
    connect: bool,
}

impl Form {
    fn of(request: &Request<Incoming>) -> Self {
        Self { http1: request.version() < http::Version::HTTP_2, connect: request.method() == Method::CONNECT }
    }
}

async fn answer<S: HttpService>(
    in_flight: InFlight<S>,
    form: Form,
    received: Result<S::Request, StatusCode>,
) -> Result<Response<AnswerBody<S>>, Infallible> {
    let Shares { server, activity, .. } = &*in_flight.0;
    let Form { http1, connect } = form;
    let refused = received.is_err();
    let mut response = match received {
        Ok(request) => server.service.handle(request).await,
        Err(status) => server.service.refuse(status),
    };
    if http1 && activity.has_unread_body() {
        // One turn lets hyper find out: it skips what has arrived, or gives the connection up, and in time for the answer to
        // say `connection: close` (RFC 9112 section 9.6).
        tokio::task::yield_now().await;
    }
    if response.status() == StatusCode::SWITCHING_PROTOCOLS || (connect && response.status().is_success()) {
        activity.upgraded.set();
    } else if http1 && (refused || server.drain.has_begun()) {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(response.map(|body| AnswerBody { body, _in_flight: in_flight }))
}

/// A request that is not answered yet.
struct InFlight<S>(Arc<Shares<S>>);

impl<S> InFlight<S> {
    /// Gives the request's number on its connection, too.
    fn begin(shares: Arc<Shares<S>>, request: &Request<Incoming>) -> (Self, u32) {
        let number = shares.activity.begin(!request.body().is_end_stream());
        (Self(shares), number)
    }
}

impl<S> Drop for InFlight<S> {
    fn drop(&mut self) {
        self.0.activity.end();
    }
}

/// The body of an answer. While it exists, the connection is busy.
pub(super) struct AnswerBody<S: HttpService> {
    body: S::Body,
    _in_flight: InFlight<S>,
}

impl<S: HttpService> Body for AnswerBody<S> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(cx).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
