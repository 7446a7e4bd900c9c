//! Answers: what a handler returns, and how it becomes bytes.
//!
//! - [`IntoResponse`] is for types that are an answer by themselves: text, bytes, [`Json`], [`Response`], [`Redirect`], …
//! - [`Reply`] takes a return type apart into status, headers and the value inside, and a [`Format`] writes that value: this is
//!   what `#[json]`, `#[html]`, `#[text]`, `#[xml]`, `#[binary]` and decorators of your own do.

mod decorate;
mod format;
mod into_response;
mod location;
mod redirect;
mod reply;
mod status;

use crate::body::Body;

pub use self::decorate::{respond_as, respond_result_as};
pub use self::format::{
    BinaryFormat, BinaryValue, EncodeError, Format, HtmlFormat, JsonFormat, TextFormat, TextValue, XmlFormat,
};
pub use self::into_response::{Html, IntoResponse, Text, Xml};
#[doc(hidden)]
pub use self::location::place;
pub(crate) use self::location::place_by;
pub use self::redirect::Redirect;
pub use self::reply::{Outcome, Part, Reply};
pub use self::status::{Accepted, Created, NoContent, WithHeaders, WithStatus};
pub use crate::extract::Json;

/// A response, as `http` knows it, with cepa's body.
pub type Response = http::Response<Body>;
