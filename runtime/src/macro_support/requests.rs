//! What `url(…)` and `request(…)` beside a route begin with.

use crate::link::Link;
use crate::test::CallRequest;

/// [`Link::new`].
pub fn link(pattern: &str, values: &[(&str, Option<String>)]) -> Link {
    Link::new(pattern, values)
}

/// [`CallRequest::new`].
pub fn call(method: &'static str, pattern: &str) -> CallRequest {
    CallRequest::new(method, pattern.to_owned())
}
