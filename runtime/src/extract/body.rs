//! The body as an argument.
//!
//! | argument type | what it reads |
//! |---|---|
//! | a type made by `#[model]`, and `Vec`, `Option`, maps of it | JSON, then its rules |
//! | [`Json<T>`](Json) | JSON, for any serde type |
//! | `Bytes`, `Vec<u8>`, `&[u8]` | the bytes as they came |
//! | `String`, `&str` | UTF-8 text |
//! | [`Body`] | the body as it arrives; reading fails past the route's limit |
//!
//! The route's glue owns the bytes, so an argument may borrow from them.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use crate::body::Body;
use crate::json;
use crate::model::{Check, Model};
use crate::openapi::RequestBody;
use crate::problem::{Fault, Faults, Location, Place, Problem};

/// The bytes of a body and what its headers say of them.
#[derive(Debug, Clone, Copy)]
pub struct BodyInput<'r> {
    headers: &'r HeaderMap,
    bytes: &'r Bytes,
    checked: bool,
}

impl<'r> BodyInput<'r> {
    /// A body of `bytes`, described by `headers`; `checked` unless the argument says `#[validate(skip)]`.
    pub const fn new(headers: &'r HeaderMap, bytes: &'r Bytes, checked: bool) -> Self {
        Self { headers, bytes, checked }
    }

    /// Whether the type's rules are to run.
    pub const fn checked(&self) -> bool {
        self.checked
    }

    /// The bytes.
    pub const fn bytes(&self) -> &'r Bytes {
        self.bytes
    }

    /// The media type without its parameters; `None` where there is none or it is no text.
    pub fn media_type(&self) -> Option<&'r str> {
        let value = self.headers.get(CONTENT_TYPE)?.to_str().ok()?;
        Some(value.split(';').next().unwrap_or(value).trim())
    }

    /// Whether the body calls itself JSON: `application/json` or a type that ends in `+json` (RFC 6839, section 3.1).
    pub fn is_json(&self) -> bool {
        self.media_type().is_some_and(|media_type| {
            let (kind, subtype) = media_type.split_once('/').unwrap_or((media_type, ""));
            kind.eq_ignore_ascii_case("application") && subtype.eq_ignore_ascii_case("json")
                || subtype.len() > 5
                    && subtype.is_char_boundary(subtype.len() - 5)
                    && subtype[subtype.len() - 5..].eq_ignore_ascii_case("+json")
        })
    }
}

/// A type that the argument marked `#[body]` may have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a body",
    label = "no body",
    note = "a type of yours is read with `#[model]` or `#[model(input)]` on it, not with `#[model(output)]`; a plain serde type stands in `Json<…>` and implements `Deserialize`; raw content is `Bytes`, `&[u8]`, `String` or `&str`"
)]
pub trait FromBody<'r>: Sized + Send {
    /// Whether the request must have a body.
    const REQUIRED: bool = true;

    /// The media types it reads; empty for any.
    const MEDIA_TYPES: &'static [&'static str] = &[];

    /// Whether it takes the body as it arrives, unread: only [`Body`] does.
    #[doc(hidden)]
    const STREAMS: bool = false;

    /// The body as it arrives, for a type that [`STREAMS`](Self::STREAMS).
    #[doc(hidden)]
    fn from_stream(_: Body) -> Option<Self> {
        None
    }

    /// Reads the body; notes faults of its content, and answers with a problem where it cannot be read as such.
    ///
    /// # Errors
    ///
    /// 400 for what is not well-formed, 415 for another media type. What is well-formed but wrong is noted in `faults`, and
    /// the result is `None`.
    fn from_body(input: BodyInput<'r>, faults: &mut Faults) -> Result<Option<Self>, Box<Problem>>;

    /// What the document says of the body; the [`MEDIA_TYPES`](Self::MEDIA_TYPES), with content of any form, unless said
    /// otherwise.
    fn describe(body: &mut RequestBody<'_>) {
        for media_type in Self::MEDIA_TYPES {
            body.content(*media_type, schemars::Schema::default());
            body.status(415);
        }
        if Self::MEDIA_TYPES.is_empty() {
            body.bytes();
        }
        if !Self::REQUIRED {
            body.optional();
        }
        body.status(422);
    }
}

/// A body, or an answer, of any type that serde can read or write.
///
/// A type of your own interface is better marked `#[model]`: it then needs no wrapper, brings its rules, and is described in
/// the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// As the type itself: the wrapper is not on the wire.
impl<T: schemars::JsonSchema> schemars::JsonSchema for Json<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}

/// A plain type's rules are those of its `validator::Validate`. They run where the argument is marked `#[validate]`.
impl<T: validator::Validate> Check for Json<T> {
    const HAS_RULES: bool = true;
    const RUN_WITH_BODY: bool = false;

    fn check(&self, at: &Location<'_>, faults: &mut Faults) {
        crate::validate::by_validator(&self.0, None, at, faults);
    }
}

const JSON: &[&str] = &["application/json"];

// It has two bounds, and a type that is no model lacks both: one message is enough.
#[diagnostic::do_not_recommend]
impl<'r, T: Model + Deserialize<'r> + Send> FromBody<'r> for T {
    const MEDIA_TYPES: &'static [&'static str] = JSON;

    fn from_body(input: BodyInput<'r>, faults: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        demand_json(input)?;
        let at = Location::root(Place::Body);
        if input.checked {
            json::parse_model(input.bytes, &at, faults)
        } else {
            json::parse_plain(input.bytes, &at, faults)
        }
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.json();
        body.rules_of::<T>();
    }
}

/// `None` for an empty body, whatever it calls itself.
#[diagnostic::do_not_recommend]
impl<'r, T: Model + Deserialize<'r> + Send> FromBody<'r> for Option<T> {
    const REQUIRED: bool = false;
    const MEDIA_TYPES: &'static [&'static str] = JSON;

    fn from_body(input: BodyInput<'r>, faults: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        if input.bytes.is_empty() {
            return Ok(Some(None));
        }
        Ok(<T as FromBody<'r>>::from_body(input, faults)?.map(Some))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.optional_json();
        body.rules_of::<T>();
    }
}

impl<'r, T: Deserialize<'r> + Send> FromBody<'r> for Json<T> {
    const MEDIA_TYPES: &'static [&'static str] = JSON;

    fn from_body(input: BodyInput<'r>, faults: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        demand_json(input)?;
        Ok(json::parse_plain(input.bytes, &Location::root(Place::Body), faults)?.map(Json))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.json();
    }
}

/// `None` for an empty body, whatever it calls itself.
impl<'r, T: Deserialize<'r> + Send> FromBody<'r> for Option<Json<T>> {
    const REQUIRED: bool = false;
    const MEDIA_TYPES: &'static [&'static str] = JSON;

    fn from_body(input: BodyInput<'r>, faults: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        if input.bytes.is_empty() {
            return Ok(Some(None));
        }
        Ok(<Json<T> as FromBody<'r>>::from_body(input, faults)?.map(Some))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.optional_json();
    }
}

fn demand_json(input: BodyInput<'_>) -> Result<(), Box<Problem>> {
    if input.is_json() {
        return Ok(());
    }
    Err(Box::new(
        Problem::unsupported_media_type().detail("the body must be JSON, sent as `Content-Type: application/json`"),
    ))
}

impl FromBody<'_> for Body {
    const REQUIRED: bool = false;
    const STREAMS: bool = true;

    fn from_stream(body: Body) -> Option<Self> {
        Some(body)
    }

    fn from_body(input: BodyInput<'_>, _: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        Ok(Some(input.bytes.clone().into()))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.bytes();
        body.optional();
    }
}

impl FromBody<'_> for Bytes {
    const REQUIRED: bool = false;

    fn from_body(input: BodyInput<'_>, _: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        Ok(Some(input.bytes.clone()))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.bytes();
        body.optional();
    }
}

impl FromBody<'_> for Vec<u8> {
    const REQUIRED: bool = false;

    fn from_body(input: BodyInput<'_>, _: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        Ok(Some(input.bytes.to_vec()))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.bytes();
        body.optional();
    }
}

impl<'r> FromBody<'r> for &'r [u8] {
    const REQUIRED: bool = false;

    fn from_body(input: BodyInput<'r>, _: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        Ok(Some(input.bytes))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.bytes();
        body.optional();
    }
}

impl<'r> FromBody<'r> for &'r str {
    const REQUIRED: bool = false;

    fn from_body(input: BodyInput<'r>, faults: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        let text = std::str::from_utf8(input.bytes).ok();
        if text.is_none() {
            faults.push(Fault::new(&Location::root(Place::Body), "encoding", "must be UTF-8 text").status(Some(400)));
        }
        Ok(text)
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.text();
        body.optional();
    }
}

impl<'r> FromBody<'r> for String {
    const REQUIRED: bool = false;

    fn from_body(input: BodyInput<'r>, faults: &mut Faults) -> Result<Option<Self>, Box<Problem>> {
        Ok(<&str as FromBody<'r>>::from_body(input, faults)?.map(str::to_owned))
    }

    fn describe(body: &mut RequestBody<'_>) {
        body.text();
        body.optional();
    }
}
