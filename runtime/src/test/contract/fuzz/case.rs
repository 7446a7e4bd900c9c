//! A request as it is thought of: a value for each parameter, and a body. It is changed here, and written out to be sent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::shape::{Parameter, Place, Shape};
use super::verdict::Validity;
use super::wire::Wire;

/// What may stand as it is anywhere in a target (RFC 3986, section 2.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One request for the operation that it is made for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Case {
    /// In the order of the operation's parameters.
    pub(super) values: Vec<Option<Value>>,
    pub(super) body: Payload,
    /// Stands at the end of the query as it is.
    pub(super) more_query: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Payload {
    None,
    Json(String, Value),
    Raw(String, Vec<u8>),
}

impl Payload {
    /// Its media type, and its bytes.
    pub(super) fn to_bytes(&self) -> Option<(&str, Vec<u8>)> {
        match self {
            Self::None => None,
            Self::Json(media_type, value) => Some((media_type, value.to_string().into_bytes())),
            Self::Raw(media_type, bytes) => Some((media_type, bytes.clone())),
        }
    }
}

impl Case {
    /// The request as it is sent; `None` where some value has no form there.
    pub(super) fn write(&self, shape: &Shape<'_>, validity: Validity) -> Option<Wire> {
        let mut path = shape.operation.path.to_owned();
        let mut query: Vec<String> = Vec::new();
        let mut cookies: Vec<String> = Vec::new();
        let mut headers: Vec<(String, String)> = Vec::new();
        headers.extend(shape.host.clone().map(|host| ("host".to_owned(), host)));
        for (parameter, value) in shape.parameters.iter().zip(&self.values) {
            let Some(value) = value else {
                if parameter.place == Place::Path {
                    return None;
                }
                continue;
            };
            let texts = texts(value);
            match parameter.place {
                Place::Path => path = path.replace(&format!("{{{}}}", parameter.name), &in_path(&texts)?),
                Place::Query => query.extend(texts.iter().map(|text| pair(parameter.name, text))),
                Place::Cookie => {
                    cookies.extend(texts.iter().map(|text| format!("{}={}", parameter.name, escaped(text))))
                }
                Place::Header => headers.push((parameter.name.to_ascii_lowercase(), in_header(parameter, &texts)?)),
            }
        }
        if !self.more_query.is_empty() {
            query.push(self.more_query.clone());
        }
        if !cookies.is_empty() {
            headers.push(("cookie".to_owned(), cookies.join("; ")));
        }
        let mut body = Vec::new();
        if let Some((media_type, bytes)) = self.body.to_bytes() {
            headers.push(("content-type".to_owned(), media_type.to_owned()));
            body = bytes;
        }
        let target = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
        Some(Wire { method: shape.operation.method.to_ascii_uppercase(), target, headers, body, validity })
    }
}

/// The texts that a value is sent as: one, or one for each element of a list.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().map(text).collect(),
        value => vec![text(value)],
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// An empty segment, and one of dots, is another path (RFC 3986, section 5.2.4).
fn in_path(texts: &[String]) -> Option<String> {
    let segments: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
    let stands = |segment: &String| !matches!(segment.as_str(), "" | "." | "..");
    (!segments.is_empty() && segments.iter().all(stands)).then(|| segments.join("/"))
}

/// A list's elements are parted by commas, so none of them may hold one (RFC 9110, section 5.6.1).
fn in_header(parameter: &Parameter<'_>, texts: &[String]) -> Option<String> {
    let is_whole = |text: &String| text.trim() == text && !text.chars().any(char::is_control);
    let is_element = |text: &String| !text.is_empty() && !text.contains(',');
    let fits = texts.iter().all(|text| is_whole(text) && (!parameter.is_list || is_element(text)));
    fits.then(|| texts.join(", "))
}

fn pair(name: &str, text: &str) -> String {
    format!("{}={}", escaped(name), escaped(text))
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}
