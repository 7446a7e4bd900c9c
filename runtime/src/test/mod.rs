//! Testing an application in process: no port, no network.
//!
//! ```
//! use cepa::prelude::*;
//! use cepa::test::Client;
//!
//! #[get("/double/{n}")]
//! async fn double(n: u32) -> String { (n * 2).to_string() }
//!
//! # #[cepa::main]
//! # async fn main() {
//! let client = Client::new(App::new(routes![double]));
//! assert_eq!(client.get("/double/4").await.text(), "8");
//! // Or by the route, its arguments typed:
//! assert_eq!(client.call(double::request(4)).await.text(), "8");
//! # }
//! ```
//!
//! Three things hold an application to its OpenAPI document: every answer that a [`Client`] gets, the requests that
//! [`fuzz_contract`] makes up, and the lock file that [`assert_contract`] compares.

mod call;
mod client;
mod contract;
mod response;

pub use self::call::{CallRequest, IntoBody};
pub use self::client::{Client, Computed, RequestBuilder};
pub use self::contract::{Fuzz, assert_contract, fuzz_contract};
pub use self::response::TestResponse;
