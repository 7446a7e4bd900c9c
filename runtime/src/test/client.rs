//! The client: requests straight into an application, with a memory for cookies and overrides for extractors.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use http_body_util::BodyExt;
use serde::Serialize;

use super::contract::schema::Patterns;
use super::contract::witness::{Answered, Witness};
use super::contract::{Answer, Contract};
use super::{CallRequest, TestResponse};
use crate::app::{App, AppService, GivenState, State};
use crate::body::Body;
use crate::openapi::Document;
use crate::request::{Connection, Request};

type Override = Arc<dyn Fn(&mut Request) + Send + Sync>;

/// What an `#[extractor]`, which `By` stands for, computes, and a test may give in its place.
#[diagnostic::on_unimplemented(
    message = "no `#[extractor]` computes a `{Self}`",
    label = "nobody would ask for this value",
    note = "give exactly the type that an extractor's function returns, without its `Result`; an extractor written by hand computes its value each time"
)]
pub trait Computed<By> {}

/// A client of an application in the same process.
///
/// Every answer is held against the application's document: a status, a media type, a body or a missing header that the document
/// does not know fails the test, unless the client is [`unchecked`](Self::unchecked).
pub struct Client<S: 'static = ()> {
    app: AppService<S>,
    witness: Witness,
    /// Those of the document's schemas; `None` where answers are not held against it.
    patterns: Option<Patterns>,
    cookies: Mutex<Vec<(String, String)>>,
    overrides: Vec<Override>,
    headers: HeaderMap,
}

impl<S: State> Client<S> {
    /// A client of `app`, whose start hooks do not run.
    ///
    /// # Panics
    ///
    /// The application cannot be built.
    #[track_caller]
    pub fn new<V: GivenState<S>>(app: App<S, V>) -> Self {
        let witness = Witness::default();
        match app.watched(witness.clone()).build() {
            Ok(app) => Self {
                app,
                witness,
                patterns: Some(Patterns::default()),
                cookies: Mutex::new(Vec::new()),
                overrides: Vec::new(),
                headers: HeaderMap::new(),
            },
            Err(error) => panic!("{error}"),
        }
    }

    /// Does not hold answers against the document.
    #[must_use]
    pub fn unchecked(mut self) -> Self {
        self.patterns = None;
        self
    }

    /// The application's state.
    pub fn state(&self) -> &S {
        self.app.state()
    }

    /// Gives every request this value of an [`#[extractor]`](macro@crate::extractor), which then does not run.
    #[must_use]
    pub fn with_extracted<T, By>(mut self, value: T) -> Self
    where
        T: Computed<By> + Clone + Send + Sync + 'static,
    {
        self.overrides.push(Arc::new(move |request| request.whole.cache.give(value.clone())));
        self
    }

    /// Sends this header with every request.
    ///
    /// # Panics
    ///
    /// It is no header.
    #[must_use]
    #[track_caller]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        let (name, value) = header(name, value);
        self.headers.append(name, value);
        self
    }

    /// A GET request.
    pub fn get(&self, target: &str) -> RequestBuilder<'_, S> {
        self.request(Method::GET, target)
    }

    /// A POST request.
    pub fn post(&self, target: &str) -> RequestBuilder<'_, S> {
        self.request(Method::POST, target)
    }

    /// A PUT request.
    pub fn put(&self, target: &str) -> RequestBuilder<'_, S> {
        self.request(Method::PUT, target)
    }

    /// A PATCH request.
    pub fn patch(&self, target: &str) -> RequestBuilder<'_, S> {
        self.request(Method::PATCH, target)
    }

    /// A DELETE request.
    pub fn delete(&self, target: &str) -> RequestBuilder<'_, S> {
        self.request(Method::DELETE, target)
    }

    /// A HEAD request.
    pub fn head(&self, target: &str) -> RequestBuilder<'_, S> {
        self.request(Method::HEAD, target)
    }

    /// An OPTIONS request.
    pub fn options(&self, target: &str) -> RequestBuilder<'_, S> {
        self.request(Method::OPTIONS, target)
    }

    /// A request with any method, for a target such as `"/users?page=2"`.
    ///
    /// # Panics
    ///
    /// The method is no token.
    #[track_caller]
    pub fn request(&self, method: impl AsRef<str>, target: &str) -> RequestBuilder<'_, S> {
        let method = method.as_ref();
        let method = Method::from_bytes(method.as_bytes()).unwrap_or_else(|_| panic!("`{method}` is no method"));
        RequestBuilder {
            client: self,
            method,
            target: target.to_owned(),
            headers: self.headers.clone(),
            body: Bytes::new(),
        }
    }

    /// A request for a route, its arguments typed: `client.call(place_order::request(…))`.
    ///
    /// # Panics
    ///
    /// A value cannot stand in its path.
    #[track_caller]
    pub fn call(&self, call: CallRequest) -> RequestBuilder<'_, S> {
        let (method, target, sent, body) = call.into_parts();
        let mut headers = self.headers.clone();
        headers.extend(sent);
        RequestBuilder { client: self, method, target, headers, body }
    }

    pub(super) fn document(&self) -> &Document {
        self.app.document()
    }

    /// What every request has.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Sends a request as it is, but for cookies and overridden extractors. Says which route answered, if one did; no response
    /// where its body is longer than `limit_bytes`.
    pub(super) async fn exchange(
        &self,
        mut parts: Parts,
        body: Bytes,
        limit_bytes: u64,
    ) -> (Option<TestResponse>, Option<Answered>) {
        if !body.is_empty() {
            parts.headers.insert(http::header::CONTENT_LENGTH, body.len().into());
        }
        if let Some(cookies) = self.cookie_header() {
            parts.headers.append(COOKIE, cookies);
        }
        let mut request = Request::new(parts, body.into(), Connection::default());
        for change in &self.overrides {
            change(&mut request);
        }
        let id = request.id();
        let response = self.app.handle(request).await;
        (read(response, limit_bytes).await, self.witness.take(id))
    }

    /// Demands that the answer is one that the document knows.
    ///
    /// # Panics
    ///
    /// It is another.
    fn check(&self, method: &Method, target: &str, response: &TestResponse, answered: Option<Answered>) {
        let (Some(patterns), Some(answered)) = (&self.patterns, answered) else { return };
        // Every operation may fail, and no document says so of all.
        if response.status == StatusCode::INTERNAL_SERVER_ERROR {
            return;
        }
        let contract = Contract::new(self.app.document().value(), patterns);
        let answer = Answer { status: response.status, headers: &response.headers, body: &response.body };
        if let Some((operation, breach)) = contract.breach(&answered.pattern, method, answer) {
            panic!(
                "{operation} does not answer as its document says: {breach}\n\n\
                 {method} {target} was answered:\n{response:?}\n\n\
                 - {}\n- or take `Client::unchecked()` for a client that does not look",
                breach.hint()
            );
        }
    }

    fn cookie_header(&self) -> Option<HeaderValue> {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if pairs.is_empty() { None } else { HeaderValue::try_from(pairs.join("; ")).ok() }
    }

    /// Keeps what the answer sets, and forgets what it takes back; paths and domains are not looked at.
    fn remember(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for line in headers.get_all(SET_COOKIE) {
            let Ok(line) = line.to_str() else { continue };
            let mut parts = line.split(';').map(str::trim);
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            cookies.retain(|(known, _)| known != name);
            let gone = parts.any(|part| part.eq_ignore_ascii_case("max-age=0"));
            if !gone && !value.is_empty() {
                cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("app", &self.app).finish_non_exhaustive()
    }
}

/// A request being written; `.await` sends it.
#[must_use = "a request is sent by `.await`"]
pub struct RequestBuilder<'c, S: 'static> {
    client: &'c Client<S>,
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Bytes,
}

impl<S: State> RequestBuilder<'_, S> {
    /// Adds a header.
    ///
    /// # Panics
    ///
    /// It is no header.
    #[track_caller]
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        let (name, value) = header(name, value.as_ref());
        self.headers.append(name, value);
        self
    }

    /// A JSON body, with its `Content-Type`.
    ///
    /// # Panics
    ///
    /// The value cannot be written as JSON.
    #[track_caller]
    pub fn json(mut self, value: &impl Serialize) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => self.body = bytes.into(),
            Err(error) => panic!("no JSON: {error}"),
        }
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self
    }

    /// A raw body, with a `Content-Type` such as `"text/plain"`.
    ///
    /// # Panics
    ///
    /// The type is no header value.
    #[track_caller]
    pub fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        let (name, value) = header("content-type", content_type);
        self.headers.insert(name, value);
        self.body = body.into();
        self
    }

    async fn send(self) -> TestResponse {
        let Self { client, method, target, headers, body } = self;
        let uri: Uri = target.parse().unwrap_or_else(|error| panic!("`{target}` is no target: {error}"));
        let (mut parts, ()) = http::Request::new(()).into_parts();
        parts.method = method.clone();
        parts.uri = uri;
        parts.headers = headers;
        let (response, answered) = client.exchange(parts, body, u64::MAX).await;
        let Some(response) = response else { unreachable!("no body is that long") };
        client.remember(&response.headers);
        client.check(&method, &target, &response, answered);
        response
    }
}

/// `None` where the body is longer than `limit_bytes`.
async fn read(response: http::Response<Body>, limit_bytes: u64) -> Option<TestResponse> {
    let (parts, mut body) = response.into_parts();
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.unwrap_or_else(|error| panic!("the answer's body broke off: {error}"));
        if let Ok(data) = frame.into_data() {
            if bytes.len() as u64 + data.len() as u64 > limit_bytes {
                return None;
            }
            bytes.extend_from_slice(&data);
        }
        // A body that always has more at hand would let no timer fire.
        tokio::task::yield_now().await;
    }
    Some(TestResponse { status: parts.status, headers: parts.headers, body: bytes.freeze() })
}

#[track_caller]
pub(super) fn header(name: &str, value: &str) -> (HeaderName, HeaderValue) {
    match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(name), Ok(value)) => (name, value),
        _ => panic!("`{name}: {value}` is no header"),
    }
}

impl<'c, S: State> IntoFuture for RequestBuilder<'c, S> {
    type Output = TestResponse;
    type IntoFuture = Pin<Box<dyn Future<Output = TestResponse> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<S> fmt::Debug for RequestBuilder<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.target)
    }
}
