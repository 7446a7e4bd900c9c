//! Links: paths with their parameters filled in and percent-encoded.
//!
//! `place_order::url(…)` is relative to the table the route stands in, `link!(ORDERS, place_order(…))` is absolute within the
//! application. An answer's `Location` and `request.url(…)` add what either lacks: the prefix the table is mounted with, and the
//! one the application itself is served under.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

use crate::routing::{self, UrlError};

/// A value as the text that a request carries: the way back of [`FromParam`](crate::extract::FromParam).
///
/// `#[model]` implements it for enums (the wire name) and newtypes. For a type of your own:
///
/// ```
/// # use std::borrow::Cow;
/// # struct Sku(String);
/// impl cepa::link::ToText for Sku {
///     fn to_text(&self) -> Cow<'_, str> { Cow::Borrowed(&self.0) }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no text form to write into a link",
    label = "no text form",
    note = "write `impl cepa::link::ToText for {Self}`"
)]
pub trait ToText {
    /// The text.
    fn to_text(&self) -> Cow<'_, str>;
}

/// A value that stands for a `T` in a link: `T` itself, a reference to it, or text.
#[diagnostic::on_unimplemented(message = "`{Self}` does not stand for `{T}` in a link", label = "expected `{T}`")]
pub trait IntoText<T> {
    /// The text; `None` for an absent value.
    fn into_text(self) -> Option<String>;
}

impl<T: ToText> IntoText<T> for T {
    fn into_text(self) -> Option<String> {
        Some(self.to_text().into_owned())
    }
}

impl<T: ToText> IntoText<T> for &T {
    fn into_text(self) -> Option<String> {
        Some(self.to_text().into_owned())
    }
}

impl<T: ToText> IntoText<Option<T>> for Option<T> {
    fn into_text(self) -> Option<String> {
        self.map(|value| value.to_text().into_owned())
    }
}

impl<T: ToText> IntoText<Option<T>> for T {
    fn into_text(self) -> Option<String> {
        Some(self.to_text().into_owned())
    }
}

impl IntoText<String> for &str {
    fn into_text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl IntoText<&str> for String {
    fn into_text(self) -> Option<String> {
        Some(self)
    }
}

impl IntoText<&str> for &String {
    fn into_text(self) -> Option<String> {
        Some(self.clone())
    }
}

impl IntoText<Option<&str>> for String {
    fn into_text(self) -> Option<String> {
        Some(self)
    }
}

impl IntoText<Option<String>> for &str {
    fn into_text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

/// The texts that stand for an argument of type `T` in a request, each with its name: none, one or several.
///
/// `#[model]` implements it for a struct that a whole query is read as, and for `serde_json::json!({…})` in its place.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand for `{T}` in a request",
    label = "expected `{T}`",
    note = "for a query read as a whole pass its struct: for a `#[model(input)]`, which is never written, `serde_json::json!({{…}})`"
)]
pub trait IntoTexts<T> {
    /// The texts of the argument `name`.
    fn into_texts(self, name: &'static str) -> Vec<(Cow<'static, str>, String)>;
}

impl<T, V: IntoText<T>> IntoTexts<T> for V {
    fn into_texts(self, name: &'static str) -> Vec<(Cow<'static, str>, String)> {
        self.into_text().into_iter().map(|text| (name.into(), text)).collect()
    }
}

// Not for a `Vec` of what stands for `T`: nobody could say then what an empty one is of.
impl<T: ToText> IntoTexts<Vec<T>> for Vec<T> {
    fn into_texts(self, name: &'static str) -> Vec<(Cow<'static, str>, String)> {
        self.iter().map(|value| (name.into(), value.to_text().into_owned())).collect()
    }
}

impl<T, V: IntoText<T>, const N: usize> IntoTexts<Vec<T>> for [V; N] {
    fn into_texts(self, name: &'static str) -> Vec<(Cow<'static, str>, String)> {
        self.into_iter().filter_map(V::into_text).map(|text| (name.into(), text)).collect()
    }
}

impl<T: ToText> IntoTexts<Option<Vec<T>>> for Vec<T> {
    fn into_texts(self, name: &'static str) -> Vec<(Cow<'static, str>, String)> {
        IntoTexts::<Vec<T>>::into_texts(self, name)
    }
}

impl<T: ToText> IntoTexts<Option<Vec<T>>> for Option<Vec<T>> {
    fn into_texts(self, name: &'static str) -> Vec<(Cow<'static, str>, String)> {
        IntoTexts::<Vec<T>>::into_texts(self.unwrap_or_default(), name)
    }
}

/// For generated code: the members of a struct as the keys of a query. Of a list each element is a value; null is none.
#[doc(hidden)]
pub fn members_as_texts(value: &impl Serialize) -> Vec<(Cow<'static, str>, String)> {
    let Ok(Value::Object(members)) = serde_json::to_value(value) else { return Vec::new() };
    let mut texts = Vec::new();
    for (name, value) in members {
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        for value in values {
            match value {
                Value::Null => {}
                Value::String(text) => texts.push((name.clone().into(), text)),
                value => texts.push((name.clone().into(), value.to_string())),
            }
        }
    }
    texts
}

macro_rules! to_text_by_display {
    ($($type:ty),* $(,)?) => {$(
        impl ToText for $type {
            fn to_text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

to_text_by_display!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, bool, char);
#[cfg(feature = "uuid")]
to_text_by_display!(uuid::Uuid);
#[cfg(feature = "decimal")]
to_text_by_display!(rust_decimal::Decimal);
#[cfg(feature = "jiff")]
to_text_by_display!(
    jiff::Timestamp,
    jiff::Zoned,
    jiff::civil::Date,
    jiff::civil::Time,
    jiff::civil::DateTime,
    jiff::Span,
    jiff::SignedDuration
);

impl ToText for &str {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ToText for String {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ToText for Cow<'_, str> {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

/// A path with its parameters filled in, and a query if you add one. [`Display`](fmt::Display) writes it.
///
/// ```
/// use cepa::prelude::*;
///
/// #[get("/tags/{name}")]
/// async fn tag(name: &str, #[query] page: Option<u32>) -> String { format!("{name} {page:?}") }
///
/// assert_eq!(tag::url("a b/c").query("page", 2).to_string(), "/tags/a%20b%2Fc?page=2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    text: String,
    has_query: bool,
    /// Whether the prefixes of the tables around the route's own are in it.
    absolute: bool,
}

impl Link {
    /// For generated code: `pattern` with `values` by name; an absent value leaves its optional segment out.
    #[doc(hidden)]
    pub fn new(pattern: impl AsRef<str>, values: &[(&str, Option<String>)]) -> Self {
        let present: Vec<(&str, &str)> =
            values.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
        let text = routing::fill(pattern.as_ref(), &present).unwrap_or_else(|error| {
            tracing::warn!("a link to {} cannot be made: {error}", pattern.as_ref());
            INVALID.to_owned()
        });
        Self::of_path(text)
    }

    /// A link that is this path, percent-encoded already.
    pub(crate) fn of_path(text: String) -> Self {
        Self { text, has_query: false, absolute: false }
    }

    /// Adds a key to the query.
    #[must_use]
    pub fn query(mut self, key: &str, value: impl fmt::Display) -> Self {
        self.push_pair(key, &value.to_string());
        self
    }

    pub(crate) fn push_pair(&mut self, key: &str, value: &str) {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.text.extend(utf8_percent_encode(key, QUERY));
        self.text.push('=');
        self.text.extend(utf8_percent_encode(value, QUERY));
    }

    /// The same link below a prefix.
    #[doc(hidden)]
    pub fn below(&self, prefix: &str) -> Self {
        if self.text == INVALID {
            return self.clone();
        }
        let (path, query) = self.text.split_at(self.text.find('?').unwrap_or(self.text.len()));
        Self { text: routing::joined(prefix, path) + query, ..*self }
    }

    /// The link of a route below the prefixes of all tables around it.
    pub(crate) fn made_absolute(&self, prefix: Result<String, UrlError>) -> Self {
        Self { absolute: true, ..self.below_filled(prefix) }
    }

    /// Where the link leads from a request: `mount` is what the table of the answering route is mounted with, `root_path` what
    /// the application is served under.
    pub(crate) fn placed(&self, mount: Result<String, UrlError>, root_path: &str) -> String {
        let within = if self.absolute { self.clone() } else { self.below_filled(mount) };
        if within.text == INVALID { within.text } else { format!("{root_path}{within}") }
    }

    fn below_filled(&self, prefix: Result<String, UrlError>) -> Self {
        match prefix {
            Ok(prefix) => self.below(&prefix),
            Err(error) => {
                tracing::warn!("a link to {self} cannot be made: {error}");
                Self { text: INVALID.to_owned(), ..*self }
            }
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Where a link leads whose values cannot stand in its path (an empty segment, `..`, a value that breaks the parameter's
/// regex): nowhere.
const INVALID: &str = "about:invalid";

/// All but RFC 3986's unreserved letters is encoded in a query's keys and values.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> Self {
        link.text
    }
}

/// Where an answer sends its client: a [`Link`], or text that goes as it is (RFC 9110, section 10.2.2).
///
/// A link is completed when the answer leaves its route. One that a route made of itself (`show::url(3)`) is taken for one to a
/// route of the table that the answering route stands in, wherever that is mounted, parameters in its prefix as in the request.
/// One made by [`link!`](crate::link!) knows that already. Both get the prefix that the application itself is served under.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Destination {
    /// A link.
    Link(Link),
    /// A path, or a whole URI.
    Text(String),
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(link) => link.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

impl From<Link> for Destination {
    fn from(link: Link) -> Self {
        Self::Link(link)
    }
}

impl From<&Link> for Destination {
    fn from(link: &Link) -> Self {
        Self::Link(link.clone())
    }
}

macro_rules! destination_by_text {
    ($($type:ty),* $(,)?) => {$(
        impl From<$type> for Destination {
            fn from(text: $type) -> Self {
                Self::Text(text.to_string())
            }
        }
    )*};
}

destination_by_text!(&str, String, &String, Cow<'_, str>, fmt::Arguments<'_>, http::Uri, &http::Uri);
