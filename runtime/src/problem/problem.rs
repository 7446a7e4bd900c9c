//! Problem details: an error as the client reads it (RFC 9457), and what only the log is told.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use http::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::ser::SerializeMap;
use serde_json::Value;

use super::{Fault, Faults};
use crate::body::BoxError;
use crate::request::RequestId;
use crate::response::Response;

/// Members that a problem writes by itself: an extension of that name would stand in the answer a second time.
const STANDARD_MEMBERS: [&str; 8] =
    ["type", "title", "status", "detail", "instance", "request_id", "errors", "errors_dropped"];

/// An error answer.
///
/// What a client reads of a 5xx is its status and the request's id alone; detail, extensions and source are for the log.
#[derive(Clone)]
pub struct Problem {
    status: StatusCode,
    inner: Box<Inner>,
}

#[derive(Clone, Default)]
struct Inner {
    kind: Option<Cow<'static, str>>,
    title: Option<Cow<'static, str>>,
    detail: Option<Cow<'static, str>>,
    instance: Option<String>,
    faults: Faults,
    extensions: Vec<(Cow<'static, str>, Value)>,
    headers: HeaderMap,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    request_id: Option<RequestId>,
    /// It was a 5xx before a layer gave it another status: what is not for the client stays so.
    was_masked: bool,
}

impl Problem {
    /// A problem with this status, 400 to 999. Any other says that nothing is wrong: that is a 500, and the log tells why.
    #[cold]
    pub fn new(status: StatusCode) -> Self {
        if status.as_u16() < 400 {
            return Self::internal(format!("a problem cannot have the status {status}"));
        }
        Self { status, inner: Box::default() }
    }

    /// The problem of a request with these faults. A fault's own status wins, the first of several; a fault in the path is a 404,
    /// whatever else is wrong, as there is nothing at such a path; all else is a 422.
    pub fn from_faults(faults: Faults) -> Self {
        let own = faults.iter().find_map(|fault| fault.status).and_then(|status| StatusCode::from_u16(status).ok());
        let in_path = faults.iter().any(|fault| fault.place == super::Place::Path);
        let default = if in_path { StatusCode::NOT_FOUND } else { StatusCode::UNPROCESSABLE_ENTITY };
        let mut problem = Self::new(own.unwrap_or(default));
        problem.inner.faults = faults;
        problem
    }

    /// 400.
    pub fn bad_request() -> Self {
        Self::new(StatusCode::BAD_REQUEST)
    }

    /// 401 with what the client may authenticate by (RFC 9110, section 11.6.1).
    pub fn unauthorized(challenge: HeaderValue) -> Self {
        Self::new(StatusCode::UNAUTHORIZED).header(WWW_AUTHENTICATE, challenge)
    }

    /// 403.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN)
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND)
    }

    /// 405 with the methods that are allowed, such as `"GET, HEAD"` (RFC 9110, section 15.5.6).
    pub fn method_not_allowed(allow: HeaderValue) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED).header(ALLOW, allow)
    }

    /// 409.
    pub fn conflict() -> Self {
        Self::new(StatusCode::CONFLICT)
    }

    /// 413.
    pub fn payload_too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE)
    }

    /// 415.
    pub fn unsupported_media_type() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE)
    }

    /// 422.
    pub fn unprocessable() -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY)
    }

    /// 500, with the reason for the log.
    pub fn internal(source: impl Into<BoxError>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR).source(source)
    }

    /// 503.
    pub fn service_unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// The problem's type: a URI that names its kind, and at best explains it (`type`; "about:blank" unless set).
    #[must_use]
    pub fn kind(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.inner.kind = Some(uri.into());
        self
    }

    /// What kind of problem it is, in a few words; the status's own unless set.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.inner.title = Some(title.into());
        self
    }

    /// What is wrong this time.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.inner.detail = Some(detail.into());
        self
    }

    /// A URI that names this occurrence.
    #[must_use]
    pub fn instance(mut self, uri: impl Into<String>) -> Self {
        self.inner.instance = Some(uri.into());
        self
    }

    /// A member of its own; a value that is no JSON, or a name that RFC 9457 or this crate gives a meaning, is left out.
    #[must_use]
    pub fn extension(mut self, name: impl Into<Cow<'static, str>>, value: impl Serialize) -> Self {
        let name = name.into();
        if let (Ok(value), false) = (serde_json::to_value(value), STANDARD_MEMBERS.contains(&&*name)) {
            self.inner.extensions.push((name, value));
        }
        self
    }

    /// A header to send with it.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.inner.headers.append(name, value);
        self
    }

    /// What caused it: for the log alone.
    #[must_use]
    pub fn source(mut self, source: impl Into<BoxError>) -> Self {
        self.inner.source = Some(source.into().into());
        self
    }

    /// The faults of the request.
    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.inner.faults = faults;
        self
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The faults that the client has to mend.
    pub fn errors(&self) -> &Faults {
        &self.inner.faults
    }

    /// What a client may read, in one line: the detail, or the title; of a 5xx the status alone.
    pub fn message(&self) -> &str {
        if self.is_masked() {
            return self.standard_title();
        }
        self.inner.detail.as_deref().or(self.inner.title.as_deref()).unwrap_or_else(|| self.standard_title())
    }

    /// The number of the request, once it is on its way out.
    pub fn request_id(&self) -> Option<RequestId> {
        self.inner.request_id
    }

    pub(crate) fn set_request_id(&mut self, id: RequestId) {
        self.inner.request_id = Some(id);
    }

    fn is_masked(&self) -> bool {
        self.status.is_server_error() || self.inner.was_masked
    }

    /// A 401 says how to authenticate, unless it does already.
    pub(crate) fn challenge(&mut self, challenge: &'static str) {
        if self.status == StatusCode::UNAUTHORIZED {
            self.inner.headers.entry(WWW_AUTHENTICATE).or_insert(HeaderValue::from_static(challenge));
        }
    }

    /// A 404 that is one because a value in the path does not fit its type or its rules.
    pub(crate) fn is_path_fault(&self) -> bool {
        let faults = &self.inner.faults;
        self.status == StatusCode::NOT_FOUND && !faults.is_empty() && faults.iter().all(|fault| fault.status.is_none())
    }

    pub(crate) fn set_status(&mut self, status: StatusCode) {
        self.inner.was_masked |= self.status.is_server_error();
        self.status = status;
    }

    fn standard_title(&self) -> &'static str {
        if !self.inner.faults.is_empty() && self.status == StatusCode::UNPROCESSABLE_ENTITY {
            return "The request is well-formed but wrong";
        }
        self.status.canonical_reason().unwrap_or("Error")
    }

    /// The headers to send with it; a 401 always says how to authenticate (RFC 9110, section 15.5.2).
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = self.inner.headers.clone();
        if self.status == StatusCode::UNAUTHORIZED {
            headers.entry(WWW_AUTHENTICATE).or_insert(HeaderValue::from_static("Bearer"));
        }
        headers
    }

    /// The answer as `application/problem+json`.
    pub(crate) fn render(&self) -> Response {
        // Writing a map of strings and values into memory cannot fail; were it to, the status still says it all.
        let body = serde_json::to_vec(self).unwrap_or_default();
        let mut response = Response::new(body.into());
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }

    /// Tells the log what the client is not told.
    pub(crate) fn log(&self) {
        if !self.status.is_server_error() {
            return;
        }
        let id = self.inner.request_id.map(|id| id.to_string()).unwrap_or_default();
        tracing::error!(status = self.status.as_u16(), request_id = %id, "{self}");
    }
}

/// What the client reads.
impl Serialize for Problem {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = &self.inner;
        let masked = self.is_masked();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", inner.kind.as_deref().unwrap_or("about:blank"))?;
        let title = inner.title.as_deref().filter(|_| !masked).unwrap_or_else(|| self.standard_title());
        map.serialize_entry("title", title)?;
        map.serialize_entry("status", &self.status.as_u16())?;
        if let (Some(detail), false) = (&inner.detail, masked) {
            map.serialize_entry("detail", detail)?;
        }
        if let Some(instance) = &inner.instance {
            map.serialize_entry("instance", instance)?;
        }
        if let Some(id) = inner.request_id {
            map.serialize_entry("request_id", &format_args!("{id}"))?;
        }
        if !inner.faults.is_empty() {
            map.serialize_entry("errors", &inner.faults)?;
        }
        if inner.faults.dropped() > 0 {
            map.serialize_entry("errors_dropped", &inner.faults.dropped())?;
        }
        if !masked {
            for (name, value) in &inner.extensions {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

impl Serialize for Faults {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("in", &self.place)?;
        map.serialize_entry("pointer", &self.pointer)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("detail", &self.detail)?;
        if !self.params.is_empty() {
            map.serialize_entry("params", &Params(&self.params))?;
        }
        map.end()
    }
}

/// In the order that the rule names them.
struct Params<'a>(&'a [(Cow<'static, str>, Value)]);

impl Serialize for Params<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// For the log alone: status, detail, and every cause. What a client may read is [`message`](Problem::message).
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        if let Some(detail) = &self.inner.detail {
            write!(f, ": {detail}")?;
        }
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem")
            .field("status", &self.status)
            .field("detail", &self.inner.detail)
            .field("errors", &self.inner.faults)
            .field("source", &self.inner.source)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Problem {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
