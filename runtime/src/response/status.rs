//! Return types that say the status: `Created<T>`, `NoContent`, …

use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::location::Location;
use super::reply::Outcome;
use super::{IntoResponse, Reply, Response};
use crate::link::Destination;
use crate::openapi::Answers;

/// 201, with the value, and the `Location` of what was made if you give one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created<T> {
    value: T,
    location: Option<Destination>,
}

/// 201 without a `Location`.
#[allow(non_snake_case, reason = "reads as the tuple constructor it stands for")]
pub fn Created<T>(value: T) -> Created<T> {
    Created { value, location: None }
}

impl<T> Created<T> {
    /// 201 with the link to what was made, or its path or URL as text, for `Location` (RFC 9110, section 10.2.2).
    ///
    /// What a link lacks in front is put there when the answer leaves its route: see [`Destination`].
    pub fn at(location: impl Into<Destination>, value: T) -> Self {
        Self { value, location: Some(location.into()) }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: IntoResponse> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = with_status(StatusCode::CREATED, self.value);
        // A location that is no header value (it holds a line break, say) is left out rather than sent broken.
        if let Some(location) = self.location.and_then(|location| Location::new(location).ok()) {
            location.on_response(&mut response);
        }
        response
    }

    fn describe(answers: &mut Answers<'_>) {
        describe_created(answers, T::describe);
    }
}

impl<T: Reply> Reply for Created<T> {
    type Value = T::Value;

    fn into_reply(self) -> Outcome<T::Value> {
        let mut outcome = self.value.into_reply().status(StatusCode::CREATED);
        if let Some(location) = self.location.and_then(|location| Location::new(location).ok()) {
            location.on_outcome(&mut outcome);
        }
        outcome
    }

    fn describe(answers: &mut Answers<'_>) {
        describe_created(answers, T::describe);
    }
}

/// Apart from the two above so that it is compiled once, and not for each type.
fn describe_created(answers: &mut Answers<'_>, describe: fn(&mut Answers<'_>)) {
    answers.with_header("Location", "Where it is (RFC 9110, section 10.2.2).", false, |answers| {
        answers.with_status(Some(201), describe);
    });
}

/// 202, with the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted<T>(pub T);

impl<T: IntoResponse> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        with_status(StatusCode::ACCEPTED, self.0)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_status(Some(202), T::describe);
    }
}

impl<T: Reply> Reply for Accepted<T> {
    type Value = T::Value;

    fn into_reply(self) -> Outcome<T::Value> {
        self.0.into_reply().status(StatusCode::ACCEPTED)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_status(Some(202), T::describe);
    }
}

/// 204, without a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.empty(204);
    }
}

impl Reply for NoContent {
    type Value = ();

    fn into_reply(self) -> Outcome<()> {
        Outcome::nothing()
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.empty(204);
    }
}

/// A value with a status chosen at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithStatus<T>(pub StatusCode, pub T);

impl<T: IntoResponse> IntoResponse for WithStatus<T> {
    fn into_response(self) -> Response {
        with_status(self.0, self.1)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_status(None, T::describe);
    }
}

impl<T: Reply> Reply for WithStatus<T> {
    type Value = T::Value;

    fn into_reply(self) -> Outcome<T::Value> {
        self.1.into_reply().status(self.0)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_status(None, T::describe);
    }
}

/// A value with headers of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithHeaders<T> {
    value: T,
    headers: HeaderMap,
}

impl<T> WithHeaders<T> {
    /// `value`, without headers yet.
    pub fn new(value: T) -> Self {
        Self { value, headers: HeaderMap::new() }
    }

    /// Adds a header; one name may have several values.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }
}

impl<T: IntoResponse> IntoResponse for WithHeaders<T> {
    fn into_response(self) -> Response {
        let mut response = self.value.into_response();
        response.headers_mut().extend(self.headers);
        response
    }

    fn describe(answers: &mut Answers<'_>) {
        T::describe(answers);
    }
}

impl<T: Reply> Reply for WithHeaders<T> {
    type Value = T::Value;

    fn into_reply(self) -> Outcome<T::Value> {
        let mut outcome = self.value.into_reply();
        outcome.headers_mut().extend(self.headers);
        outcome
    }

    fn describe(answers: &mut Answers<'_>) {
        T::describe(answers);
    }
}

/// An inner error keeps its own status.
fn with_status(status: StatusCode, value: impl IntoResponse) -> Response {
    let mut response = value.into_response();
    if response.status().is_success() {
        *response.status_mut() = status;
    }
    response
}
