//! # cepa
//!
//! A typed API framework: a plain function's signature is the route, its parser, its rules and its documentation.
//!
//! ```
//! use cepa::prelude::*;
//!
//! #[model]
//! struct Greeting { text: String }
//!
//! /// Greets whoever asks.
//! #[get("/hello/{name}")]
//! #[json]
//! async fn hello(name: &str, #[query(default = 1, range(min = 1, max = 9))] times: usize) -> Greeting {
//!     Greeting { text: format!("hello {name}! ").repeat(times) }
//! }
//!
//! # #[cepa::main]
//! # async fn main() {
//! let client = cepa::test::Client::new(App::new(routes![hello]));
//! let answer = client.get("/hello/cepa?times=2").await;
//! assert_eq!(answer.json::<Greeting>().text, "hello cepa! hello cepa! ");
//! # }
//! ```
//!
//! What is wrong with a signature is found by `cargo check`, at the argument; what is wrong with a request is told in one answer.
//!
//! | to learn of | look at |
//! |---|---|
//! | routes | [`macro@route`], [`routes!`], [`Routes`] |
//! | arguments | [`extract`], [`macro@extractor`] |
//! | bodies, rules | [`macro@model`], [`macro@validate`] |
//! | answers | [`response`], [`macro@json`] |
//! | errors | [`problem`], [`macro@ApiError`] |
//! | state | [`macro@State`], [`Provide`] |
//! | layers | [`mod@middleware`], [`macro@middleware`] |
//! | serving | [`App`], [`serve`] |
//! | testing | [`mod@test`] |
//!
//! ## Features
//!
//! | feature | gives |
//! |---|---|
//! | `docs` (default) | Swagger UI for the page of [`App::docs`]; without it, the page only says where the document is |
//! | `http2` (default) | HTTP/2 beside HTTP/1.1; without it, a client that begins with HTTP/2 is told to use HTTP/1.1 |
//! | `uuid` | `uuid::Uuid` as a value of paths, queries, headers, cookies and bodies |
//! | `jiff` | jiff's timestamps, dates, times and durations as such values |
//! | `decimal` | `rust_decimal::Decimal` as such a value |
//! | `sonic-rs` | JSON bodies of up to 127 objects and lists are read by the crate of that name, larger ones as ever |

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod app;
mod body;
pub mod endpoint;
pub mod extract;
#[doc(hidden)]
pub mod handler;
mod json;
pub mod link;
mod listing;
#[doc(hidden)]
pub mod macro_support;
mod macros;
pub mod middleware;
pub mod model;
pub mod openapi;
mod package;
mod panic;
pub mod prelude;
pub mod problem;
pub mod request;
pub mod response;
pub mod routing;
pub mod serve;
mod sorted;
mod table;
pub mod test;
pub mod validate;

pub use {bytes, http, schemars, serde, serde_json, validator};

pub use crate::app::{App, AppService, BuildError, Provide, State};
pub use crate::body::{Body, BoxError, ReadError};
pub use crate::macros::*;
pub use crate::package::Package;
pub use crate::problem::{ApiError, Error, Fault, Problem, Result};
pub use crate::request::Request;
pub use crate::response::{IntoResponse, Response};
pub use crate::table::Routes;

#[cfg(feature = "jiff")]
pub use jiff;
#[cfg(feature = "decimal")]
pub use rust_decimal;
#[cfg(feature = "uuid")]
pub use uuid;
