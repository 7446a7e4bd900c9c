//! HTTP/2 connections.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use hyper::rt::Executor;
use hyper::server::conn::http2;
use hyper_util::rt::{TokioIo, TokioTimer};
use tracing::{Instrument, error};

use super::HttpService;
use super::activity::Activity;
use super::connection::{Shared, Shares, drive, service};
use super::limits::ServeOptions;
use super::tasks::{caught, panic_text};
use super::wire::{Transport, Version, Wire};

/// What serves them.
pub(super) struct Http2(http2::Builder<StreamTasks>);

impl Http2 {
    pub(super) fn new(options: &ServeOptions) -> Self {
        let mut builder = http2::Builder::new(StreamTasks);
        builder
            .timer(TokioTimer::new())
            .max_concurrent_streams(options.http2_max_streams)
            .max_header_list_size(options.http2_max_header_list_bytes)
            .max_pending_accept_reset_streams(options.http2_max_pending_resets)
            .max_local_error_reset_streams(options.http2_max_error_resets);
        Self(builder)
    }

    pub(super) async fn serve<T, S>(
        &self,
        io: TokioIo<Wire<T>>,
        shares: Arc<Shares<S>>,
        activity: &Activity,
        server: &Shared<S>,
    ) -> hyper::Result<()>
    where
        T: Transport,
        S: HttpService,
    {
        let connection = self.0.serve_connection(io, service(shares));
        let close = |connection: Pin<&mut _>| http2::Connection::graceful_shutdown(connection);
        drive(connection, close, Version::Http2, activity, server).await
    }
}

/// Runs the streams of HTTP/2 connections. A panic in one ends that stream: its neighbours go on.
#[derive(Clone, Copy, Debug)]
struct StreamTasks;

impl<F> Executor<F> for StreamTasks
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, stream: F) {
        tokio::spawn(
            async move {
                if let Err(panic) = caught(stream).await {
                    error!(panic = panic_text(&*panic), "panic while answering a request: its stream is reset");
                }
            }
            .in_current_span(),
        );
    }
}
