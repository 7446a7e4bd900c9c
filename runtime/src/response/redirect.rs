//! Redirects (RFC 9110, section 15.4).

use http::StatusCode;
use http::header::{HeaderValue, LOCATION};

use super::{IntoResponse, Outcome, Reply, Response};
use crate::openapi::Answers;
use crate::problem::Problem;

/// Sends the client elsewhere. The location may be relative (RFC 9110, section 10.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    location: String,
}

impl Redirect {
    fn new(status: StatusCode, location: impl std::fmt::Display) -> Self {
        Self { status, location: location.to_string() }
    }

    /// 301: for good; a client may turn POST into GET.
    pub fn moved_permanently(location: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::MOVED_PERMANENTLY, location)
    }

    /// 302: for now; a client may turn POST into GET.
    pub fn found(location: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::FOUND, location)
    }

    /// 303: the answer is at another place, to be read with GET.
    pub fn see_other(location: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::SEE_OTHER, location)
    }

    /// 307: for now, with the same method and body.
    pub fn temporary(location: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::TEMPORARY_REDIRECT, location)
    }

    /// 308: for good, with the same method and body.
    pub fn permanent(location: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::PERMANENT_REDIRECT, location)
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        let Ok(location) = HeaderValue::try_from(self.location) else {
            return Problem::internal("the location of a redirect is no header value").into_response();
        };
        let mut response = Response::default();
        *response.status_mut() = self.status;
        response.headers_mut().insert(LOCATION, location);
        response
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_header("Location", "Where to go (RFC 9110, section 10.2.2).", true, |answers| {
            answers.with_status(None, |answers| answers.empty(200));
        });
    }
}

impl Reply for Redirect {
    type Value = ();

    fn into_reply(self) -> Outcome<()> {
        let status = self.status;
        match HeaderValue::try_from(self.location) {
            Ok(location) => {
                let mut outcome = Outcome::nothing().status(status);
                outcome.headers_mut().insert(LOCATION, location);
                outcome
            }
            Err(error) => Outcome::problem(Problem::internal(error)),
        }
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_header("Location", "Where to go (RFC 9110, section 10.2.2).", true, |answers| {
            answers.with_status(None, |answers| answers.empty(200));
        });
    }
}
