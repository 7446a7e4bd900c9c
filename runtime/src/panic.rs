//! A panic in a handler, an extractor, a layer or a `Drop` is a 500 for that request alone.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::problem::Problem;
use crate::response::{IntoResponse, Response};

/// What a panic was called with.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs `future`; a panic in it is an error. Nothing of the future is used again after one.
pub(crate) async fn catch<F: Future>(future: F) -> Result<F::Output, Payload> {
    let mut future = pin!(future);
    poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(poll) => poll.map(Ok),
        Err(payload) => Poll::Ready(Err(payload)),
    })
    .await
}

/// The answer for a panic in `what`; the text of the panic is for the log alone.
pub(crate) fn response(what: &str, payload: Option<Payload>) -> Response {
    let text = payload.as_ref().and_then(|payload| text(payload.as_ref())).unwrap_or("no text");
    let problem = Problem::internal(format!("panic in {what}: {text}"));
    // A payload's own `Drop` may panic too.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
    problem.into_response()
}

/// The text a panic was called with.
pub(crate) fn text(payload: &(dyn Any + Send)) -> Option<&str> {
    payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

/// Tells the log of a panic that has no answer of its own.
pub(crate) fn log(what: &str, payload: Payload) {
    let said = text(payload.as_ref()).unwrap_or("no text");
    tracing::error!("panic in {what}: {said}");
    // A payload's own `Drop` may panic too.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
}
