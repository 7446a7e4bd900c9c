//! Types that are an answer by themselves.

use std::borrow::Cow;
use std::convert::Infallible;

use bytes::Bytes;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use super::{EncodeError, Format, Json, JsonFormat, Response};
use crate::body::Body;
use crate::openapi::Answers;
use crate::problem::{ApiError, Problem};

/// A type that is an answer by itself.
///
/// | type | answer |
/// |---|---|
/// | `()` | 200 without a body |
/// | `String`, `&'static str`, `Cow<'static, str>`, [`Text`] | `text/plain; charset=utf-8` |
/// | `Bytes`, `Vec<u8>`, `&'static [u8]` | `application/octet-stream` |
/// | [`Json`], [`Html`], [`Xml`] | the type they are named for |
/// | [`StatusCode`](http::StatusCode), [`NoContent`](super::NoContent), [`Redirect`](super::Redirect) | a status, without a body |
/// | [`Response`] | itself |
/// | [`Created`](struct@super::Created), [`WithStatus`](super::WithStatus), … around one of these | that with another status |
/// | `Option<T>` | 404 for `None` |
/// | `Result<T, E>` where `E` is an [`ApiError`] | the value, or the error's problem |
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer",
    label = "cannot be sent",
    note = "put `#[json]` (or `#[html]`, `#[text]`, `#[xml]`, `#[binary]`) on the function to say how its value is written",
    note = "types that are an answer by themselves: `String`, `Bytes`, `Json<T>`, `StatusCode`, `Response`, …"
)]
pub trait IntoResponse {
    /// The answer.
    fn into_response(self) -> Response;

    /// What the document says of the answer; that nobody can tell, unless said.
    fn describe(answers: &mut Answers<'_>) {
        answers.anything();
    }
}

fn typed(content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

const PLAIN: &str = "text/plain; charset=utf-8";
const OCTETS: &str = "application/octet-stream";

impl IntoResponse for Response {
    fn into_response(self) -> Response {
        self
    }
}

impl IntoResponse for () {
    fn into_response(self) -> Response {
        Response::default()
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.empty(200);
    }
}

impl IntoResponse for Infallible {
    fn into_response(self) -> Response {
        match self {}
    }

    fn describe(answers: &mut Answers<'_>) {
        let _ = answers;
    }
}

impl IntoResponse for String {
    fn into_response(self) -> Response {
        typed(PLAIN, self)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, PLAIN);
    }
}

impl IntoResponse for &'static str {
    fn into_response(self) -> Response {
        typed(PLAIN, self)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, PLAIN);
    }
}

impl IntoResponse for Cow<'static, str> {
    fn into_response(self) -> Response {
        match self {
            Cow::Borrowed(text) => text.into_response(),
            Cow::Owned(text) => text.into_response(),
        }
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, PLAIN);
    }
}

impl IntoResponse for Bytes {
    fn into_response(self) -> Response {
        typed(OCTETS, self)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, OCTETS);
    }
}

impl IntoResponse for Vec<u8> {
    fn into_response(self) -> Response {
        typed(OCTETS, self)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, OCTETS);
    }
}

impl IntoResponse for &'static [u8] {
    fn into_response(self) -> Response {
        typed(OCTETS, self)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, OCTETS);
    }
}

impl IntoResponse for Body {
    fn into_response(self) -> Response {
        typed(OCTETS, self)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, OCTETS);
    }
}

impl IntoResponse for StatusCode {
    fn into_response(self) -> Response {
        if self.is_client_error() || self.is_server_error() {
            return Problem::new(self).into_response();
        }
        let mut response = Response::default();
        *response.status_mut() = self;
        response
    }
}

/// `text/html; charset=utf-8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Html<T>(pub T);

/// `text/plain; charset=utf-8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<T>(pub T);

/// `application/xml; charset=utf-8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Xml<T>(pub T);

impl<T: Into<Body>> IntoResponse for Html<T> {
    fn into_response(self) -> Response {
        typed("text/html; charset=utf-8", self.0)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, "text/html");
    }
}

impl<T: Into<Body>> IntoResponse for Text<T> {
    fn into_response(self) -> Response {
        typed(PLAIN, self.0)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, PLAIN);
    }
}

impl<T: Into<Body>> IntoResponse for Xml<T> {
    fn into_response(self) -> Response {
        typed("application/xml; charset=utf-8", self.0)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.media(200, "application/xml");
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        encoded::<JsonFormat, T>(self.0)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.value();
    }
}

impl<T: IntoResponse> IntoResponse for Option<T> {
    fn into_response(self) -> Response {
        match self {
            Some(value) => value.into_response(),
            None => Problem::not_found().into_response(),
        }
    }

    fn describe(answers: &mut Answers<'_>) {
        T::describe(answers);
        answers.problem(404, "There is none.");
    }
}

impl<T: IntoResponse, E: ApiError> IntoResponse for Result<T, E> {
    fn into_response(self) -> Response {
        match self {
            Ok(value) => value.into_response(),
            Err(error) => error.into_problem().into_response(),
        }
    }

    fn describe(answers: &mut Answers<'_>) {
        T::describe(answers);
        E::describe(answers);
    }
}

/// A problem travels as itself until it leaves the application, which renders it with the request's id and its own mapper.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        *response.status_mut() = self.status();
        response.extensions_mut().insert(self);
        response
    }
}

/// `value` written by `F`; a value that cannot be written is a mistake of the server's: 500, and the reason in the log.
pub(crate) fn encoded<F: Format<T>, T>(value: T) -> Response {
    match F::encode(value) {
        // The compiler knows the text here, and need not look at it when it runs.
        Ok(body) => written(HeaderValue::from_static(F::CONTENT_TYPE), body),
        Err(EncodeError(source)) => Problem::internal(source).into_response(),
    }
}

/// Apart from what is generic: a header map is compiled with this crate, not with the value's.
fn written(content_type: HeaderValue, body: Body) -> Response {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
