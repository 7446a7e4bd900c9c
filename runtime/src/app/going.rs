//! A request on its way inwards, as a future that a panic cannot break.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::handler::BoxFuture;
use crate::panic;
use crate::response::Response;

/// What has to be waited for: a layer of the application or the endpoint, begun. Small, and nothing else of the way is kept.
pub(crate) struct Going<'r> {
    future: BoxFuture<'r>,
    /// Where a panic happened, if one does.
    place: &'r str,
}

impl<'r> Going<'r> {
    pub(super) fn new(place: &'r str, future: BoxFuture<'r>) -> Self {
        Self { future, place }
    }

    pub(super) fn place(&self) -> &'r str {
        self.place
    }

    /// For whoever catches panics anyway.
    pub(super) fn poll_unguarded(&mut self, cx: &mut Context<'_>) -> Poll<Response> {
        self.future.as_mut().poll(cx)
    }
}

impl Future for Going<'_> {
    type Output = Response;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response> {
        let this = self.get_mut();
        match panic::caught(|| this.poll_unguarded(cx)) {
            Ok(poll) => poll,
            Err(payload) => Poll::Ready(panic::response(this.place, Some(payload))),
        }
    }
}
