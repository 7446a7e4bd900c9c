//! The application's contract as an OpenAPI 3.1 document.
//!
//! Nothing is said for the document alone. Every type that can stand in a signature says, by a provided method named
//! `describe`, what it takes from a request or puts into an answer; a route describes itself by asking its arguments, its
//! layers and its return type. [`Document`] gathers the routes as they are served, prefixes joined, and writes it all down once.
//!
//! - [`Operation`] is what one route is described into: [`Parameter`]s, a [`RequestBody`], [`Answers`], security.
//! - [`Schemas`] turns types into JSON Schema (draft 2020-12, which OpenAPI 3.1 is), apart for what is read and what is written.
//! - [`Info`] is what a document says of the whole: title, version, licence, servers, tags.
//!
//! A type of your own that is read or written by hand says what it is by the same method:
//!
//! ```
//! use cepa::extract::{FromParam, ParamError, from_str};
//! use cepa::openapi::Parameter;
//!
//! struct Colour(u32);
//! # impl std::str::FromStr for Colour { type Err = (); fn from_str(_: &str) -> Result<Self, ()> { Ok(Self(0)) } }
//!
//! impl FromParam<'_> for Colour {
//!     fn from_param(text: &str) -> Result<Self, ParamError> { from_str(text, "a colour such as `00ff00`") }
//!
//!     fn describe(parameter: &mut Parameter<'_>) {
//!         parameter.keyword("type", "string");
//!         parameter.keyword("pattern", "^[0-9a-f]{6}$");
//!     }
//! }
//! ```

mod answers;
mod components;
mod decimal;
mod describe;
mod dialect;
mod document;
mod info;
mod object;
mod operation;
mod operation_id;
mod parameter;
mod paths;
mod problem;
mod reference;
mod request_body;
mod schema_of;
mod schemas;
mod statuses;

pub use self::answers::Answers;
#[doc(hidden)]
pub use self::describe::{JsonOf, NoJson, Returned};
pub use self::document::Document;
pub(crate) use self::document::{About, Endpoint, Problems};
pub use self::info::Info;
pub(crate) use self::object::{set, set_keyword, set_text, text_schema};
#[doc(hidden)]
pub use self::operation::Credentials;
pub(crate) use self::operation::MALFORMED_BODY;
pub use self::operation::Operation;
pub(crate) use self::operation::required_path_values;
pub use self::parameter::Parameter;
#[doc(hidden)]
pub use self::parameter::Told;
pub use self::problem::ProblemBody;
pub use self::request_body::RequestBody;
pub(crate) use self::schema_of::HasSchema;
#[doc(hidden)]
pub use self::schema_of::SchemaOf;
pub use self::schemas::Schemas;
pub use self::statuses::Statuses;
