//! Errors that an API answers with.

use std::convert::Infallible;

use http::StatusCode;
use schemars::Schema;

use super::Problem;
use crate::openapi::{Answers, Schemas};

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

    /// What the document says of it: its [`RESPONSES`](Self::RESPONSES) unless said otherwise.
    fn describe(answers: &mut Answers<'_>) {
        answers.errors(Self::RESPONSES);
    }
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

/// One answer that an error can become: `ErrorResponse::new(404, "NoShop", "No such shop.")`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The status, 400 to 999.
    pub status: u16,
    /// The variant's name.
    pub code: &'static str,
    /// What it means: the variant's doc comment.
    pub description: &'static str,
    /// The members that its problem has of its own: the variant's fields.
    pub members: &'static [ErrorMember],
    /// The names of the headers that it is sent with.
    pub headers: &'static [&'static str],
}

impl ErrorResponse {
    /// An answer with this status, the name of its variant, and a sentence on what it means.
    pub const fn new(status: u16, code: &'static str, description: &'static str) -> Self {
        Self { status, code, description, members: &[], headers: &[] }
    }

    /// The members that its problem has of its own.
    #[must_use]
    pub const fn members(mut self, members: &'static [ErrorMember]) -> Self {
        self.members = members;
        self
    }

    /// The names of the headers that it is sent with.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [&'static str]) -> Self {
        self.headers = headers;
        self
    }
}

/// A member that an error adds to its problem.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ErrorMember {
    /// Its name.
    pub name: &'static str,
    /// Its form, where its type has a schema.
    pub schema: fn(&mut Schemas) -> Option<Schema>,
}

impl ErrorMember {
    /// A member of this name and form.
    pub const fn new(name: &'static str, schema: fn(&mut Schemas) -> Option<Schema>) -> Self {
        Self { name, schema }
    }
}

impl ApiError for Problem {
    const RESPONSES: &'static [ErrorResponse] = &[];
    // It may have any status.
    const MAY_REFUSE: bool = true;

    fn into_problem(self) -> Problem {
        self
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.anything();
    }
}

impl ApiError for Box<Problem> {
    const RESPONSES: &'static [ErrorResponse] = &[];
    // It may have any status.
    const MAY_REFUSE: bool = true;

    fn into_problem(self) -> Problem {
        *self
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.anything();
    }
}

impl ApiError for StatusCode {
    const RESPONSES: &'static [ErrorResponse] = &[];
    // It may have any status.
    const MAY_REFUSE: bool = true;

    fn into_problem(self) -> Problem {
        Problem::new(self)
    }

    fn describe(answers: &mut Answers<'_>) {
        answers.anything();
    }
}

impl ApiError for Infallible {
    const RESPONSES: &'static [ErrorResponse] = &[];

    fn into_problem(self) -> Problem {
        match self {}
    }
}
