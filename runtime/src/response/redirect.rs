//! Redirects (RFC 9110, section 15.4).

use http::StatusCode;

use super::location::Location;
use super::{IntoResponse, Outcome, Reply, Response};
use crate::link::Destination;
use crate::openapi::Answers;
use crate::problem::Problem;

/// Sends the client elsewhere: to a link, or to a path or URL as text, which may be relative (RFC 9110, section 10.2.2).
///
/// What a link lacks in front is put there when the answer leaves its route: see [`Destination`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    status: StatusCode,
    location: Destination,
}

impl Redirect {
    fn new(status: StatusCode, location: impl Into<Destination>) -> Self {
        Self { status, location: location.into() }
    }

    /// 301: for good; a client may turn POST into GET.
    pub fn moved_permanently(location: impl Into<Destination>) -> Self {
        Self::new(StatusCode::MOVED_PERMANENTLY, location)
    }

    /// 302: for now; a client may turn POST into GET.
    pub fn found(location: impl Into<Destination>) -> Self {
        Self::new(StatusCode::FOUND, location)
    }

    /// 303: the answer is at another place, to be read with GET.
    pub fn see_other(location: impl Into<Destination>) -> Self {
        Self::new(StatusCode::SEE_OTHER, location)
    }

    /// 307: for now, with the same method and body.
    pub fn temporary(location: impl Into<Destination>) -> Self {
        Self::new(StatusCode::TEMPORARY_REDIRECT, location)
    }

    /// 308: for good, with the same method and body.
    pub fn permanent(location: impl Into<Destination>) -> Self {
        Self::new(StatusCode::PERMANENT_REDIRECT, location)
    }
}

impl IntoResponse for Redirect {
    fn into_response(self) -> Response {
        match Location::new(self.location) {
            Ok(location) => {
                let mut response = Response::default();
                *response.status_mut() = self.status;
                location.on_response(&mut response);
                response
            }
            Err(error) => Problem::internal(error).into_response(),
        }
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_header("Location", "Where to go (RFC 9110, section 10.2.2).", true, |answers| {
            answers.with_class(3, |answers| answers.empty(302));
        });
    }
}

impl Reply for Redirect {
    type Value = ();

    fn into_reply(self) -> Outcome<()> {
        match Location::new(self.location) {
            Ok(location) => {
                let mut outcome = Outcome::nothing().status(self.status);
                location.on_outcome(&mut outcome);
                outcome
            }
            Err(error) => Outcome::problem(Problem::internal(error)),
        }
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.with_header("Location", "Where to go (RFC 9110, section 10.2.2).", true, |answers| {
            answers.with_class(3, |answers| answers.empty(302));
        });
    }
}
