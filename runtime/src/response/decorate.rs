//! What a decorator such as `#[json]` does with a return value.

use http::StatusCode;

use super::into_response::encoded;
use super::location::Unplaced;
use super::reply::{Content, Outcome};
use super::{Format, IntoResponse, Reply, Response};
use crate::problem::ApiError;

/// The answer for `value`, written by `F`.
pub fn respond_as<F, R>(value: R) -> Response
where
    R: Reply,
    F: Format<R::Value>,
{
    value.into_reply().map(encoded::<F, R::Value>).into_response()
}

impl<T> Outcome<T> {
    fn map<U>(self, write: fn(T) -> U) -> Outcome<U> {
        let Self { content, status, headers, link } = self;
        let content = match content {
            Content::Value(value) => Content::Value(write(value)),
            Content::Nothing => Content::Nothing,
            Content::Problem(problem) => Content::Problem(problem),
        };
        Outcome { content, status, headers, link }
    }
}

impl Outcome<Response> {
    fn into_response(self) -> Response {
        let Self { content, status, headers, link } = self;
        let mut response = match content {
            Content::Value(response) => response,
            Content::Nothing => Response::default(),
            Content::Problem(problem) => return problem.into_response(),
        };
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
        response
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
