//! Whether an application keeps to its own document.
//!
//! - `conformance` holds an answer against the document: every answer that a [`Client`](super::Client) gets.
//! - `schema` says whether a value fits; `operations` finds what a route is in the document; `witness` sees which one answered.

mod conformance;
mod operations;
#[cfg(test)]
mod random;
pub(super) mod schema;
pub(super) mod witness;

pub(super) use self::conformance::Answer;
pub(super) use self::operations::Contract;
