//! # cepa-contract
//!
//! The classified difference of two OpenAPI 3.1 documents.
//!
//! ```
//! use cepa_contract::{Class, Kind, Lock, Verdict, compare};
//! use serde_json::json;
//!
//! let before = json!({ "info": { "version": "1.4.0" }, "paths": { "/users": { "get": { "responses": { "200": {} } } } } });
//! let after = json!({ "info": { "version": "1.4.1" }, "paths": {} });
//!
//! // The lock file is what was promised; it is committed, and read back.
//! let lock = Lock::read(&Lock::of(&before).write())?;
//!
//! let differences = compare(&lock, &Lock::of(&after));
//! let removed = differences.iter().next().unwrap();
//! assert_eq!((removed.class, removed.kind), (Class::Breaking, Kind::OperationRemoved));
//! assert_eq!(removed.pointer, "/paths/~1users/get");
//! assert_eq!(removed.detail, "GET /users: removed");
//!
//! // A breaking difference needs a raised version, here 2.0.0.
//! assert_eq!(differences.verdict(), Verdict::Broken);
//! # Ok::<(), cepa_contract::LockError>(())
//! ```
//!
//! - A [`Lock`] is the contract in a document: what a client can see of an API, without its prose.
//! - [`compare`] tells two contracts apart. [`Kind`] lists what it tells, and how each is classed.
//! - [`Differences`] is the report: for people ([`Display`](std::fmt::Display)), for programs ([`Serialize`](serde::Serialize)), and its
//!   [`Verdict`].
//!
//! What is compared is what the documents mean, not how they are written: a component under another name, a reference instead of
//! what it names, a path parameter of another name, an `enum` instead of a `oneOf` of `const`s are no differences.

mod compare;
mod difference;
mod kind;
mod lock;
mod lock_error;
mod node;
mod normal;
mod verdict;
mod version;

pub use compare::compare;
pub use difference::{Difference, Differences, Side};
pub use kind::{Class, Direction, Kind};
pub use lock::Lock;
pub use lock_error::LockError;
pub use verdict::Verdict;
