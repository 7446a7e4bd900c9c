//! A panic in a handler, an extractor, a layer or a `Drop` is a 500 for that request alone.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::problem::Problem;
use crate::response::{IntoResponse, Response};

/// What a panic was called with.
pub(crate) type Payload = Box<dyn Any + Send>;

/// Runs `work`; a panic in it is an error. Nothing that it has touched is used again after one, except to drop it.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Payload> {
    catch_unwind(AssertUnwindSafe(work))
}

/// The answer for a panic in `what`; the text of the panic is for the log alone.
pub(crate) fn response(what: &str, payload: Option<Payload>) -> Response {
    let text = payload.as_ref().and_then(|payload| text(payload.as_ref())).unwrap_or("no text");
    let problem = Problem::internal(format!("panic in {what}: {text}"));
    // A payload's own `Drop` may panic too.
    let _ = caught(|| drop(payload));
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
    let _ = caught(|| drop(payload));
}
