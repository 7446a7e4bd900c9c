//! What `url(…)` and `request(…)` beside a route consist of: functions whose types are all written out where they are called.

use crate::link::{IntoTexts, Link};
use crate::problem::Place;
use crate::test::{CallRequest, IntoBody};

/// [`Link::new`].
pub fn link(pattern: &str, values: &[(&str, Option<String>)]) -> Link {
    Link::new(pattern, values)
}

/// [`CallRequest::new`].
pub fn call(method: &'static str, pattern: &str) -> CallRequest {
    CallRequest::new(method, pattern.to_owned())
}

/// [`CallRequest::value`].
#[track_caller]
pub fn with_value<T, V: IntoTexts<T>>(request: CallRequest, place: Place, name: &'static str, value: V) -> CallRequest {
    request.value::<T>(place, name, value)
}

/// [`CallRequest::body`].
pub fn with_body<T, V: IntoBody<T>>(request: CallRequest, body: V) -> CallRequest {
    request.body::<T>(body)
}
