//! Errors that an API answers with.

use std::convert::Infallible;

use http::StatusCode;

use super::Problem;

/// An error that becomes a problem answer.
///
/// `#[derive(ApiError)]` writes it for an enum, with a status per variant.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error that an API can answer with",
    label = "which status would it have?",
    note = "put `#[derive(ApiError)]` on it and `#[status(…)]` on its variants, or use `cepa::Error`, which is always a masked 500"
)]
pub trait ApiError: Send + 'static {
    /// The answers it can become: what the document lists.
    const RESPONSES: &'static [ErrorResponse];

    /// The answer.
    fn into_problem(self) -> Problem;
}

/// One answer that an error can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorResponse {
    /// The status, 400 to 999.
    pub status: u16,
    /// The variant's name.
    pub code: &'static str,
    /// What it means: the variant's doc comment.
    pub description: &'static str,
}

impl ApiError for Problem {
    const RESPONSES: &'static [ErrorResponse] = &[];

    fn into_problem(self) -> Problem {
        self
    }
}

impl ApiError for Box<Problem> {
    const RESPONSES: &'static [ErrorResponse] = &[];

    fn into_problem(self) -> Problem {
        *self
    }
}

impl ApiError for StatusCode {
    const RESPONSES: &'static [ErrorResponse] = &[];

    fn into_problem(self) -> Problem {
        Problem::new(self)
    }
}

impl ApiError for Infallible {
    const RESPONSES: &'static [ErrorResponse] = &[];

    fn into_problem(self) -> Problem {
        match self {}
    }
}
