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

    /// Whether a 401 or a 403 is among them: an extractor with this error then runs first, and alone.
    #[doc(hidden)]
    const MAY_REFUSE: bool = refuses(Self::RESPONSES);

    /// The answer.
    fn into_problem(self) -> Problem;
}

const fn refuses(responses: &[ErrorResponse]) -> bool {
    let mut index = 0;
    while index < responses.len() {
        if matches!(responses[index].status, 401 | 403) {
            return true;
        }
        index += 1;
    }
    false
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
    // It may have any status.
    const MAY_REFUSE: bool = true;

    fn into_problem(self) -> Problem {
        self
    }
}

impl ApiError for Box<Problem> {
    const RESPONSES: &'static [ErrorResponse] = &[];
    // It may have any status.
    const MAY_REFUSE: bool = true;

    fn into_problem(self) -> Problem {
        *self
    }
}

impl ApiError for StatusCode {
    const RESPONSES: &'static [ErrorResponse] = &[];
    // It may have any status.
    const MAY_REFUSE: bool = true;

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
