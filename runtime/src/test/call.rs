//! A request for a route, made from typed arguments.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;
use serde_json::Value;

use crate::body::Body;
use crate::extract::Json;
use crate::link::{IntoTexts, Link};
use crate::model::Model;
use crate::problem::Place;

/// A request for a route: what `place_order::request(…)` gives, and [`Client::call`](super::Client::call) sends.
#[derive(Debug, Clone)]
pub struct CallRequest {
    pub(super) method: Method,
    pattern: &'static str,
    prefix: String,
    path_values: Vec<(&'static str, Option<String>)>,
    query: Vec<(Cow<'static, str>, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl CallRequest {
    /// For generated code.
    #[doc(hidden)]
    pub fn new(method: &'static str, pattern: &'static str) -> Self {
        Self {
            method: Method::from_bytes(method.as_bytes()).unwrap_or_default(),
            pattern,
            prefix: String::new(),
            path_values: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// For generated code: one argument.
    #[doc(hidden)]
    #[must_use]
    pub fn value<T>(mut self, place: Place, name: &'static str, value: impl IntoTexts<T>) -> Self {
        let mut texts = value.into_texts(name).into_iter();
        match place {
            Place::Path => self.path_values.push((name, texts.next().map(|(_, text)| text))),
            Place::Query => self.query.extend(texts),
            Place::Header => texts.for_each(|(name, text)| self.push_header(&name, &text)),
            Place::Cookie => texts.for_each(|(name, text)| self.push_header("cookie", &format!("{name}={text}"))),
            Place::Body => {}
        }
        self
    }

    /// For generated code: the body.
    #[doc(hidden)]
    #[must_use]
    pub fn body<T>(mut self, body: impl IntoBody<T>) -> Self {
        let (content_type, bytes) = body.into_body();
        if let Some(content_type) = content_type {
            self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        self.body = bytes;
        self
    }

    /// The prefix of the table that the route is mounted in.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        self.prefix = prefix.to_owned();
        self
    }

    /// Adds a header; one that is no header is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.push_header(name, value.as_ref());
        self
    }

    fn push_header(&mut self, name: &str, value: &str) {
        let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) else { return };
        if name == COOKIE && self.headers.contains_key(COOKIE) {
            let joined = [self.headers[COOKIE].as_bytes(), value.as_bytes()].join(&b"; "[..]);
            if let Ok(joined) = HeaderValue::from_bytes(&joined) {
                self.headers.insert(COOKIE, joined);
            }
        } else {
            self.headers.append(name, value);
        }
    }

    /// The target: path and query.
    pub(super) fn target(&self) -> String {
        let mut link = Link::new(self.pattern, &self.path_values);
        for (name, value) in &self.query {
            link.push_pair(name, value);
        }
        link.below(&self.prefix).to_string()
    }
}

/// A value that stands for a route's body of type `T` in a test: text and bytes as they are, anything else as JSON.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not stand for a body of type `{T}`",
    label = "not that body",
    note = "pass any value that serde writes in the body's shape: for a `#[model(input)]`, which is never written, `serde_json::json!({{…}})`"
)]
pub trait IntoBody<T: ?Sized> {
    /// The media type, and the bytes.
    fn into_body(self) -> (Option<&'static str>, Bytes);
}

/// For a model: the model, or whatever serde writes in its shape, such as `serde_json::json!({…})`.
// It has two bounds, and what fits lacks neither: one message is enough.
#[diagnostic::do_not_recommend]
impl<T: Model, V: Serialize> IntoBody<T> for V {
    fn into_body(self) -> (Option<&'static str>, Bytes) {
        json(&self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Model, V: Serialize> IntoBody<Option<T>> for Option<V> {
    fn into_body(self) -> (Option<&'static str>, Bytes) {
        self.map_or_else(|| (None, Bytes::new()), |value| json(&value))
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Serialize> IntoBody<Json<T>> for V {
    fn into_body(self) -> (Option<&'static str>, Bytes) {
        json(&self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, V: Serialize> IntoBody<Option<Json<T>>> for Option<V> {
    fn into_body(self) -> (Option<&'static str>, Bytes) {
        self.map_or_else(|| (None, Bytes::new()), |value| json(&value))
    }
}

/// For a body that there may be: `json!({…})` is one.
impl<T> IntoBody<Option<T>> for Value {
    fn into_body(self) -> (Option<&'static str>, Bytes) {
        json(&self)
    }
}

/// What cannot be written as JSON is sent as an empty body, which the route refuses.
fn json(value: &impl Serialize) -> (Option<&'static str>, Bytes) {
    (Some("application/json"), serde_json::to_vec(value).unwrap_or_default().into())
}

macro_rules! raw_bodies {
    ($content_type:literal: $($type:ty),*) => {$(
        impl<V: AsRef<[u8]>> IntoBody<$type> for V {
            fn into_body(self) -> (Option<&'static str>, Bytes) {
                (Some($content_type), Bytes::copy_from_slice(self.as_ref()))
            }
        }
    )*};
}

raw_bodies!("text/plain; charset=utf-8": &str, String);
raw_bodies!("application/octet-stream": &[u8], Vec<u8>, Bytes, Body);
