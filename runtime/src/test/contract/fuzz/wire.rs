//! A request as it is sent, and the one line that replays it.

use std::fmt;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, Uri};
use serde_json::{Map, Value, json};

use super::verdict::Validity;

/// A request, and what the document says of it.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) validity: Validity,
}

/// A run of one character that is longer is written down by its length.
const LONG_RUN: usize = 100;

/// What people are shown of a request or an answer.
const SHOWN_BYTES: usize = 2_000;

impl Wire {
    /// The request for `http`; `None` where it cannot be sent.
    pub(super) fn parts(&self) -> Option<(Parts, Bytes)> {
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.method = Method::from_bytes(self.method.as_bytes()).ok()?;
        parts.uri = self.target.parse::<Uri>().ok()?;
        for (name, value) in &self.headers {
            let name = HeaderName::try_from(name).ok()?;
            parts.headers.append(name, HeaderValue::from_bytes(value.as_bytes()).ok()?);
        }
        Some((parts, self.body.clone().into()))
    }

    /// The line: JSON without an apostrophe, so that it stands between two in a shell.
    pub(super) fn line(&self) -> String {
        let headers: Map<String, Value> =
            self.headers.iter().map(|(name, value)| (name.clone(), packed(value))).collect();
        let body = match std::str::from_utf8(&self.body) {
            Ok(text) => packed(text),
            Err(_) => json!({ "bytes": self.body }),
        };
        let parts = json!([self.method, packed(&self.target), headers, body, self.validity.to_json()]);
        parts.to_string().replace('\'', "\\u0027")
    }

    /// The request that a line holds.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let parts: [Value; 5] = serde_json::from_str(line).ok()?;
        let [method, target, headers, body, validity] = parts;
        let headers = headers.as_object()?.iter().map(|(name, value)| Some((name.clone(), unpacked(value)?)));
        let body = match body.get("bytes").and_then(Value::as_array) {
            Some(bytes) => bytes.iter().filter_map(Value::as_u64).map(|byte| byte as u8).collect(),
            None => unpacked(&body)?.into_bytes(),
        };
        Some(Self {
            method: method.as_str()?.to_owned(),
            target: unpacked(&target)?,
            headers: headers.collect::<Option<_>>()?,
            body,
            validity: Validity::of_json(&validity)?,
        })
    }
}

/// For people.
impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, shown(self.target.as_bytes()))?;
        for (name, value) in &self.headers {
            write!(f, "\n{name}: {}", shown(value.as_bytes()))?;
        }
        if !self.body.is_empty() {
            write!(f, "\n\n{}", shown(&self.body))?;
        }
        Ok(())
    }
}

/// Text as it may be shown: not too much of it.
pub(super) fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN_BYTES)]);
    if bytes.len() > SHOWN_BYTES { format!("{text}… ({} bytes)", bytes.len()) } else { text.into_owned() }
}

/// Text with its long runs by their length: `["a", ["x", 5000], "b"]`.
fn packed(text: &str) -> Value {
    let mut parts: Vec<Value> = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let count = rest.chars().take_while(|other| *other == letter).count();
        let (run, after) = rest.split_at(count * letter.len_utf8());
        if count < LONG_RUN {
            plain.push_str(run);
        } else {
            if !plain.is_empty() {
                parts.push(std::mem::take(&mut plain).into());
            }
            parts.push(json!([letter, count]));
        }
        rest = after;
    }
    if parts.is_empty() {
        return plain.into();
    }
    if !plain.is_empty() {
        parts.push(plain.into());
    }
    parts.into()
}

fn unpacked(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => parts
            .iter()
            .map(|part| match part {
                Value::String(text) => Some(text.clone()),
                part => Some(part.get(0)?.as_str()?.repeat(usize::try_from(part.get(1)?.as_u64()?).ok()?)),
            })
            .collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_the_whole_request() {
        for body in [b"".to_vec(), b"it's {\"a\": 1}".to_vec(), "ü".repeat(5_000).into_bytes(), vec![0xff, 0]] {
            let wire = Wire {
                method: "POST".into(),
                target: format!("/a?b={}", "x".repeat(200)),
                headers: vec![("x-a".into(), "it's".into())],
                body: [b"<".to_vec(), body].concat(),
                validity: Validity::Invalid("the body must be shorter".into()),
            };
            let line = wire.line();
            assert!(line.len() < 300 && !line.contains(['\'', '\n']), "{line}");
            let again = Wire::of_line(&line).unwrap();
            assert_eq!(format!("{wire:?}"), format!("{again:?}"));
        }
    }
}
