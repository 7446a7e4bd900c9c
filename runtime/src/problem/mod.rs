//! What goes wrong, and how the client is told: problem details (RFC 9457).
//!
//! - [`Fault`] is one thing wrong with a request, [`Faults`] all of them.
//! - [`Problem`] is an error answer: status, title, detail, faults, and what only the log is told.
//! - [`ApiError`] is an error that becomes a problem; `#[derive(ApiError)]` writes it. [`Error`] is any error at all: a masked 500.
//! - [`ProblemMapper`] replaces the rendering of a whole application.

mod api_error;
mod error;
mod fault;
mod mapper;
#[allow(clippy::module_inception, reason = "the type the module is named for")]
mod problem;
#[cfg(test)]
mod tests;

pub use self::api_error::{ApiError, ErrorMember, ErrorResponse};
pub use self::error::{Error, Result};
pub use self::fault::{Fault, Faults, Location, MAX_FAULTS, Place};
pub use self::mapper::ProblemMapper;
pub use self::problem::Problem;
