//! What a decorator such as `#[json]` does with a return value.

use http::{HeaderMap, StatusCode};

use super::into_response::encoded;
use super::location::Unplaced;
use super::reply::{Content, Outcome};
use super::{Format, IntoResponse, Reply, Response};
use crate::link::Link;
use crate::problem::ApiError;

/// The answer for `value`, written by `F`.
pub fn respond_as<F, R>(value: R) -> Response
where
    R: Reply,
    F: Format<R::Value>,
{
    let Outcome { content, status, headers, link } = value.into_reply();
    let mut response = match content {
        Content::Value(value) => encoded::<F, R::Value>(value),
        Content::Nothing => Response::default(),
        Content::Problem(problem) => return problem.into_response(),
    };
    complete(&mut response, status, headers, link);
    response
}

/// What goes beside the value.
fn complete(response: &mut Response, status: StatusCode, headers: HeaderMap, link: Option<Link>) {
    if !headers.is_empty() {
        response.headers_mut().extend(headers);
    }
    if let Some(link) = link {
        response.extensions_mut().insert(Unplaced(link));
    }
    // A value that could not be written is a 500 already.
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
}

/// The answer of a function that may fail, as [`respond_as`] writes it.
pub fn respond_result_as<F, R, E>(result: Result<R, E>) -> Response
where
    R: Reply,
    F: Format<R::Value>,
    E: ApiError,
{
    respond_as::<F, Result<R, E>>(result)
}
