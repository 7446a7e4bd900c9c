//! Whether an application keeps to its own document.
//!
//! - `conformance` holds an answer against the document: every answer that a [`Client`](super::Client) gets.
//! - `fuzz` makes requests up from the document, right ones and wrong ones, and looks at what comes back.
//! - `lock` compares the document with the one that was agreed on.
//! - `schema` says whether a value fits; `operations` finds what a route is in the document; `witness` sees which one answered.

mod conformance;
mod fuzz;
mod lock;
mod operations;
mod random;
pub(super) mod schema;
pub(super) mod witness;

pub(super) use self::conformance::{Answer, BreachKind};
pub use self::fuzz::{Fuzz, fuzz_contract};
pub use self::lock::assert_contract;
pub(super) use self::operations::{Contract, Operation};

/// The name of the test that runs, by which `cargo test` finds it; empty where it is not known.
fn this_test() -> String {
    // The harness names a test's thread for the test.
    std::thread::current().name().filter(|name| *name != "main").unwrap_or_default().to_owned()
}
