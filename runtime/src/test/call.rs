//! A request for a route, made from typed arguments.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HOST};
use http::{HeaderMap, HeaderValue, Method};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

use super::client::header;
use crate::body::Body;
use crate::extract::Json;
use crate::link::{IntoTexts, Link};
use crate::model::Model;
use crate::routing::{UrlPattern, fill_host, joined};

/// What is no `cookie-octet` is encoded in a cookie's value (RFC 6265, section 4.1.1), and so is what the encoding is made of.
const IN_COOKIE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A request for a route: what `place_order::request(…)` gives, and [`Client::call`](super::Client::call) sends.
#[derive(Debug, Clone)]
pub struct CallRequest {
    method: Method,
    pattern: Cow<'static, str>,
    host: Option<&'static str>,
    prefix: String,
    path_values: Vec<(&'static str, Option<String>)>,
    query: Vec<(Cow<'static, str>, String)>,
    headers: HeaderMap,
    body: Bytes,
}

impl CallRequest {
    /// For generated code.
    #[doc(hidden)]
    pub fn new(method: &'static str, pattern: impl Into<Cow<'static, str>>) -> Self {
        Self {
            method: Method::from_bytes(method.as_bytes()).unwrap_or_default(),
            pattern: pattern.into(),
            host: None,
            prefix: String::new(),
            path_values: Vec::new(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// For generated code: the host that the route is bound to.
    #[doc(hidden)]
    #[must_use]
    pub fn __on_host(mut self, host: &'static str) -> Self {
        self.host = Some(host);
        self
    }

    /// For generated code: an argument from the path.
    #[doc(hidden)]
    #[must_use]
    pub fn __path<T>(mut self, name: &'static str, value: impl IntoTexts<T>) -> Self {
        self.path_values.push((name, joined_by('/', name, &value.into_texts(name))));
        self
    }

    /// For generated code: an argument from the query.
    #[doc(hidden)]
    #[must_use]
    pub fn __query<T>(mut self, name: &'static str, value: impl IntoTexts<T>) -> Self {
        self.query.extend(value.into_texts(name));
        self
    }

    /// For generated code: an argument from a header.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn __header<T>(mut self, name: &'static str, value: impl IntoTexts<T>) -> Self {
        if let Some(text) = joined_by(',', name, &value.into_texts(name)) {
            self.push_header(name, &text);
        }
        self
    }

    /// For generated code: an argument from a cookie.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub fn __cookie<T>(mut self, name: &'static str, value: impl IntoTexts<T>) -> Self {
        for (name, text) in value.into_texts(name) {
            self.push_header("cookie", &format!("{name}={}", utf8_percent_encode(&text, IN_COOKIE)));
        }
        self
    }

    /// For generated code: the body.
    #[doc(hidden)]
    #[must_use]
    pub fn __body<T>(mut self, body: impl IntoBody<T>) -> Self {
        let (content_type, bytes) = body.into_body();
        if let Some(content_type) = content_type {
            self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        self.body = bytes;
        self
    }

    /// The prefix of the table that the route is mounted in. A parameter in it, as in `"/shops/{shop}"`, gets the value of the
    /// argument that the route takes from it; in `"/shops/7"` it stands there already.
    #[must_use]
    pub fn below(mut self, prefix: &str) -> Self {
        self.prefix = prefix.to_owned();
        self
    }

    /// Adds a header.
    ///
    /// # Panics
    ///
    /// It is no header.
    #[must_use]
    #[track_caller]
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.push_header(name, value.as_ref());
        self
    }

    #[track_caller]
    fn push_header(&mut self, name: &str, value: &str) {
        let (name, value) = header(name, value);
        if name == COOKIE && self.headers.contains_key(COOKIE) {
            let joined = [self.headers[COOKIE].as_bytes(), value.as_bytes()].join(&b"; "[..]);
            if let Ok(joined) = HeaderValue::from_bytes(&joined) {
                self.headers.insert(COOKIE, joined);
            }
        } else {
            self.headers.append(name, value);
        }
    }

    /// The method, the target (path and query), the headers and the body.
    ///
    /// # Panics
    ///
    /// The values cannot stand in the path, or there is no place for one.
    #[track_caller]
    pub(super) fn into_parts(self) -> (Method, String, HeaderMap, Bytes) {
        let Self { method, pattern, host, prefix, path_values, query, mut headers, body } = self;
        let path = joined(&prefix, &pattern);
        let parsed = UrlPattern::parse(&path).unwrap_or_else(|error| panic!("`{path}` is no path: {error}"));
        let (within, without): (Vec<_>, Vec<_>) =
            path_values.into_iter().partition(|(name, _)| parsed.names().any(|known| known == *name));
        if let Some(host) = host.filter(|_| !headers.contains_key(HOST)) {
            match fill_host(host, &present(&without)) {
                Ok(host) => headers.extend([header("host", &host)]),
                Err(error) => panic!("a request for `{host}` cannot be made: {error}"),
            }
        }
        // A prefix that is written out, and a host, have its value.
        if let (Some((name, _)), false, true) =
            (present(&without).first(), headers.contains_key(HOST), prefix.is_empty())
        {
            panic!("`{path}` has no parameter `{name}`: give the prefix that has, `.below(\"/…/{{{name}}}\")`");
        }
        let within: Vec<_> =
            within.into_iter().map(|(name, text)| (name, text.or_else(|| empty_list(&path, name)))).collect();
        let path = parsed
            .fill(&present(&within))
            .unwrap_or_else(|error| panic!("a request for `{path}` cannot be made: {error}"));
        let mut link = Link::of_path(path);
        for (name, value) in &query {
            link.push_pair(name, value);
        }
        (method, link.into(), headers, body)
    }
}

fn present<'v>(values: &'v [(&'static str, Option<String>)]) -> Vec<(&'static str, &'v str)> {
    values.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect()
}

/// A wildcard that may be empty is, where its argument is an empty list.
fn empty_list(path: &str, name: &str) -> Option<String> {
    path.contains(&format!("{{*{name}}}")).then(String::new)
}

/// The texts as the one that the request has for them.
///
/// # Panics
///
/// One of several would be read as something else.
#[track_caller]
fn joined_by(separator: char, name: &str, texts: &[(Cow<'static, str>, String)]) -> Option<String> {
    let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let is_lost = |text: &&&str| text.trim().is_empty() || text.contains(separator);
    if let (Some(text), true) = (texts.iter().find(is_lost), texts.len() > 1) {
        panic!(
            "`{name}` cannot hold {text:?} as one of several: they are read as a list at each `{separator}`, without empty ones"
        );
    }
    (!texts.is_empty()).then(|| texts.join(&*separator.to_string()))
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
