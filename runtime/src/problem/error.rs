//! Any error at all, for code that does not tell errors apart.

use std::fmt;

use super::{ApiError, ErrorResponse, Problem};
use crate::body::BoxError;

/// Any error. As an answer it is a masked 500: the client learns nothing, the log everything.
pub struct Error {
    source: BoxError,
}

/// A result with [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error that says `message`.
    pub fn new(message: impl Into<BoxError>) -> Self {
        Self { source: message.into() }
    }

    /// The error inside.
    pub fn into_inner(self) -> BoxError {
        self.source
    }

    /// The error inside, if it is an `E`.
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.source.downcast_ref()
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Error {
    fn from(error: E) -> Self {
        Self { source: Box::new(error) }
    }
}

impl ApiError for Error {
    const RESPONSES: &'static [ErrorResponse] = &[ErrorResponse::new(500, "Error", "Internal Server Error")];

    fn into_problem(self) -> Problem {
        Problem::internal(self.source)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

/// The error and its causes, one a line: what a `main` that fails shows.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        let mut cause = self.source.source();
        while let Some(error) = cause {
            write!(f, "\n  caused by: {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
