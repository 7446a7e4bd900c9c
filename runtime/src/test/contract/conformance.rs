//! An answer against the document: its status, its media type, its body and the headers there must be.

use std::fmt;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value};

use super::operations::{Contract, Operation};

/// An answer, as far as the document speaks of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answer<'a> {
    pub(crate) status: StatusCode,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: &'a [u8],
}

/// What of an answer is not as the document says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Breach {
    pub(crate) kind: BreachKind,
    /// What was expected, and what came.
    pub(crate) text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BreachKind {
    Status(StatusCode),
    Header(StatusCode),
    MediaType(StatusCode),
    Body(StatusCode),
}

impl Breach {
    const fn new(kind: BreachKind, text: String) -> Self {
        Self { kind, text }
    }

    /// How the document could come to know it.
    pub(crate) fn hint(&self) -> String {
        match self.kind {
            BreachKind::Status(status) if status.as_u16() >= 400 => format!(
                "to describe it, add a variant with `#[status({})]` to the error that the route, extractor or layer answers, \
                 or call `Operation::problem` in a `describe` written by hand",
                status.as_u16()
            ),
            BreachKind::Status(_) => "to describe it, return a type that says it, such as `Created<T>`, or say it by \
                                      `IntoResponse::describe`"
                .to_owned(),
            BreachKind::Header(_) => "send the header, or describe it as one that may be absent".to_owned(),
            BreachKind::MediaType(_) | BreachKind::Body(_) => {
                "return what the signature says, or say by `IntoResponse::describe` (for a part of the body: by \
                 `#[schemars(…)]`) what is returned"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'d> Contract<'d> {
    /// What is wrong with an answer to `method` by the route with this pattern; nothing where the document does not know the
    /// route, or where one of the operations that it may be allows the answer.
    pub(crate) fn breach(&self, pattern: &str, method: &Method, answer: Answer<'_>) -> Option<(Operation<'d>, Breach)> {
        let mut breaches = Vec::new();
        for operation in self.of_route(pattern, method.as_str()) {
            breaches.push((operation, self.breach_of(operation, answer)?));
        }
        breaches.into_iter().next()
    }

    fn breach_of(&self, operation: Operation<'d>, answer: Answer<'_>) -> Option<Breach> {
        let status = answer.status;
        let Some((key, described)) = response(operation, status) else {
            let text = format!("the status {status} is not in the document, which has {}", statuses(operation));
            return Some(Breach::new(BreachKind::Status(status), text));
        };
        for (name, header) in object(described, "headers") {
            if header.get("required") == Some(&Value::Bool(true)) && !answer.headers.contains_key(name) {
                let text = format!("the header `{name}` is missing, which a {status} always has");
                return Some(Breach::new(BreachKind::Header(status), text));
            }
        }
        // RFC 9110, sections 9.3.2, 15.3.5, 15.3.6 and 15.4.5; and a compressed body is not read here.
        let is_head = operation.method.eq_ignore_ascii_case("head");
        let bodiless = is_head || status.is_informational() || matches!(status.as_u16(), 204 | 205 | 304);
        if bodiless || answer.headers.contains_key(CONTENT_ENCODING) {
            return None;
        }
        if object(described, "content").next().is_none() {
            // Of a problem without content, and of `default`, the document says that nobody can tell.
            let is_empty = answer.body.is_empty() || key == "default" || status.as_u16() >= 400;
            let text = || format!("a {status} has no body in the document, and this one has");
            return (!is_empty).then(|| Breach::new(BreachKind::Body(status), text()));
        }
        self.content_breach(described, answer)
    }

    fn content_breach(&self, described: &'d Value, answer: Answer<'_>) -> Option<Breach> {
        let status = answer.status;
        let sent = answer.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let covering = sent.and_then(|sent| {
            let covering = object(described, "content").filter(|(name, _)| covers(name, sent));
            covering.min_by_key(|(name, _)| name.matches('*').count())
        });
        let (Some(sent), Some((_, content))) = (sent, covering) else {
            let names: Vec<&str> = object(described, "content").map(|(name, _)| name.as_str()).collect();
            let (names, sent) = (names.join(" or "), sent.unwrap_or("none"));
            let text = format!("the media type of a {status} must be {names}, and it is {sent}");
            return Some(Breach::new(BreachKind::MediaType(status), text));
        };
        let schema = content.get("schema").filter(|_| is_json(sent))?;
        let text = match serde_json::from_slice::<Value>(answer.body) {
            Err(error) => format!("the body of a {status} must be JSON: {error}"),
            Ok(value) => {
                let violation = self.checker.check(schema, &value).violations.into_iter().next()?;
                format!("in the body of a {status}, {violation}")
            }
        };
        Some(Breach::new(BreachKind::Body(status), text))
    }
}

/// What the document says of a status: by itself, beyond 599 as an extension, by its class (`4XX`), or as one of all others; and
/// under which key.
fn response(operation: Operation<'_>, status: StatusCode) -> Option<(&'static str, &Value)> {
    let responses = operation.value.get("responses")?;
    let class = format!("{}XX", status.as_u16() / 100);
    let extension = format!("x-{}", status.as_str());
    let keys = [("status", status.as_str()), ("status", &*extension), ("class", &*class), ("default", "default")];
    keys.into_iter().find_map(|(kind, key)| Some((kind, responses.get(key)?)))
}

fn statuses(operation: Operation<'_>) -> String {
    let keys: Vec<&str> = object(operation.value, "responses").map(|(status, _)| status.as_str()).collect();
    keys.join(", ")
}

/// The members of an object that is a member.
pub(super) fn object<'d>(value: &'d Value, name: &str) -> impl Iterator<Item = (&'d String, &'d Value)> {
    value.get(name).and_then(Value::as_object).map(Map::iter).into_iter().flatten()
}

/// Whether a media type of the document, such as `text/*`, covers the one that was sent, parameters and case apart.
pub(super) fn covers(described: &str, sent: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (described, sent) = (essence(described), essence(sent));
    match described.strip_suffix("/*") {
        Some("*") => true,
        Some(kind) => sent.split_once('/').is_some_and(|(sent, _)| sent == kind),
        None => described == sent,
    }
}

/// `application/json`, and types that end in `+json` (RFC 6839, section 3.1).
pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
