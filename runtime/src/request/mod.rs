//! The request: its head, its body, and what the framework knows of it.
//!
//! [`Head`] is everything but the body: the parts as they came ([`http::request::Parts`]), the connection they came on, and,
//! once the router has spoken, the route that answers. Arguments of a route may borrow from it.

mod id;
mod matched;
mod pairs;

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

pub use self::id::RequestId;
pub use self::matched::{Matched, RouteInfo};
pub(crate) use self::matched::{Routed, Target};
pub use self::pairs::Pairs;
use self::pairs::{CookiePairs, QueryPairs};
use crate::body::Body;
use crate::extract::Cache;
use crate::link::{Destination, Link};
use crate::routing::InvalidUtf8;
use http::{Extensions, HeaderMap, Method, Uri, Version};

/// A request on its way through middleware to its route.
#[derive(Debug)]
pub struct Request {
    /// Boxed: a request is handed from layer to layer, and each hands on all of it.
    pub(crate) whole: Box<Whole>,
}

/// All of a request.
#[derive(Debug)]
pub(crate) struct Whole {
    pub(crate) head: Head,
    pub(crate) body: Body,
    pub(crate) cache: Cache,
}

/// Everything of a request but its body.
#[derive(Debug)]
pub struct Head {
    parts: http::request::Parts,
    connection: Connection,
    /// `None` at the root.
    root_path: Option<Arc<str>>,
    id: RequestId,
    pub(crate) routed: Routed,
    query: OnceLock<QueryPairs>,
    cookies: OnceLock<CookiePairs>,
    challenge: OnceLock<&'static str>,
}

/// The connection a request came on.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Connection {
    /// The other end; `None` where there is no socket, as in tests.
    pub client_addr: Option<SocketAddr>,
    /// Our end.
    pub server_addr: Option<SocketAddr>,
    /// Whether the connection is encrypted.
    pub secure: bool,
}

impl Head {
    /// The method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The target as it was sent.
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The path as it was sent, percent-encoded, below [`root_path`](Self::root_path).
    pub fn raw_path(&self) -> &str {
        self.parts.uri.path()
    }

    /// The query as it was sent, without its `?`; `None` where there is no `?`.
    pub fn raw_query(&self) -> Option<&str> {
        self.parts.uri.query()
    }

    /// The headers, in order for each name, with duplicates.
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// All values of one header, joined by `, ` (RFC 9110, section 5.3); `None` where it is absent.
    ///
    /// Not for `Set-Cookie`, whose values cannot be joined. `Cookie` lines are joined by `; ` (RFC 9113, section 8.2.3).
    pub fn header_joined(&self, name: &http::HeaderName) -> Option<String> {
        let separator: &[u8] = if name == http::header::COOKIE { b"; " } else { b", " };
        let mut values = self.parts.headers.get_all(name).iter();
        let mut joined = values.next()?.as_bytes().to_vec();
        for value in values {
            joined.extend_from_slice(separator);
            joined.extend_from_slice(value.as_bytes());
        }
        Some(String::from_utf8_lossy(&joined).into_owned())
    }

    /// The version of HTTP.
    pub fn version(&self) -> Version {
        self.parts.version
    }

    /// `"http"` or `"https"`, by the connection; headers of proxies are not believed.
    pub fn scheme(&self) -> &'static str {
        if self.connection.secure { "https" } else { "http" }
    }

    /// The host the client asked for: the target's authority (HTTP/2, absolute form) or the `Host` header.
    pub fn host(&self) -> Option<&str> {
        if let Some(authority) = self.parts.uri.authority() {
            return Some(without_userinfo(authority.as_str()));
        }
        self.parts.headers.get(http::header::HOST)?.to_str().ok().map(without_userinfo)
    }

    /// The address of the client's end of the connection; `None` where there is no socket, as in tests.
    pub fn client_addr(&self) -> Option<SocketAddr> {
        self.connection.client_addr
    }

    /// The address of our end of the connection.
    pub fn server_addr(&self) -> Option<SocketAddr> {
        self.connection.server_addr
    }

    /// The prefix this application is mounted under, `""` at the root. A link for the client starts with it.
    pub fn root_path(&self) -> &str {
        self.root_path.as_deref().unwrap_or_default()
    }

    pub(crate) fn shared_root_path(&self) -> Option<Arc<str>> {
        self.root_path.clone()
    }

    /// The number of this request in logs and problems.
    pub fn id(&self) -> RequestId {
        self.id
    }

    /// The route that answers, once the router has found it; `None` before routing and where there is none.
    pub fn matched(&self) -> Option<&Matched> {
        match &self.routed {
            Routed::Matched(matched) => Some(matched),
            _ => None,
        }
    }

    /// The value of a path parameter, decoded.
    ///
    /// # Errors
    ///
    /// Its escapes are no UTF-8.
    pub fn param(&self, name: &str) -> Option<Result<&str, InvalidUtf8>> {
        self.matched()?.param(name, self)
    }

    /// The names and values of the query, decoded.
    pub fn query(&self) -> Pairs<'_> {
        let query = self.raw_query().unwrap_or_default();
        self.query.get_or_init(|| QueryPairs::parse(query)).of(query)
    }

    /// The names and values of the cookies, decoded.
    pub fn cookies(&self) -> Pairs<'_> {
        let parsed = self.cookies.get_or_init(|| {
            let lines = self.parts.headers.get_all(http::header::COOKIE).iter();
            CookiePairs::parse(lines.map(http::HeaderValue::as_bytes))
        });
        parsed.pairs()
    }

    /// Values that middleware put here for those further in.
    pub fn extensions(&self) -> &Extensions {
        &self.parts.extensions
    }

    /// How a client may authenticate here, as the extractor said that read its credentials: for a 401 that does not say it.
    pub(crate) fn challenge(&self) -> Option<&'static str> {
        self.challenge.get().copied()
    }

    pub(crate) fn set_challenge(&self, challenge: &'static str) {
        // The first extractor that reads credentials speaks for the request.
        let _ = self.challenge.set(challenge);
    }

    /// The parts as `http` knows them.
    pub fn parts(&self) -> &http::request::Parts {
        &self.parts
    }

    /// The path that leads a client to `destination`: with the prefix the application is served under, and before it, for a link
    /// relative to its table, what the table of the matched route is mounted with.
    pub fn url(&self, destination: impl Into<Destination>) -> String {
        match destination.into() {
            Destination::Link(link) => self.place(&link),
            Destination::Text(path) => format!("{}{path}", self.root_path()),
        }
    }

    pub(crate) fn place(&self, link: &Link) -> String {
        let mount = self.matched().map_or_else(|| Ok(String::new()), |matched| matched.mount(self));
        link.placed(mount, self.root_path())
    }
}

impl Head {
    pub(crate) fn take_parts(&mut self) -> http::request::Parts {
        let (empty, ()) = http::Request::new(()).into_parts();
        std::mem::replace(&mut self.parts, empty)
    }

    pub(crate) fn set_parts(&mut self, parts: http::request::Parts) {
        self.parts = parts;
        self.query = OnceLock::new();
        self.cookies = OnceLock::new();
    }
}

/// Names before an `@` say nothing of the host (RFC 9110, section 4.2.4).
fn without_userinfo(authority: &str) -> &str {
    authority.rsplit_once('@').map_or(authority, |(_, host)| host)
}

impl std::ops::Deref for Request {
    type Target = Head;

    fn deref(&self) -> &Head {
        &self.whole.head
    }
}

impl Request {
    /// A request from `http`'s parts and a body, as it would come from a connection.
    #[inline]
    pub fn new(parts: http::request::Parts, body: Body, connection: Connection) -> Self {
        // In its place from the start: `Box::new` would move it there.
        let room = Box::new_uninit();
        let whole = Whole {
            head: Head {
                parts,
                connection,
                root_path: None,
                id: RequestId::next(),
                routed: Routed::Not,
                query: OnceLock::new(),
                cookies: OnceLock::new(),
                challenge: OnceLock::new(),
            },
            body,
            cache: Cache::new(),
        };
        Self { whole: Box::write(room, whole) }
    }

    /// Everything but the body.
    pub fn head(&self) -> &Head {
        &self.whole.head
    }

    /// Changes the method; has an effect on routing only before it.
    pub fn method_mut(&mut self) -> &mut Method {
        &mut self.whole.head.parts.method
    }

    /// Changes the target; has an effect on routing only before it.
    pub fn uri_mut(&mut self) -> &mut Uri {
        self.whole.head.query = OnceLock::new();
        self.whole.cache.forget_failures();
        &mut self.whole.head.parts.uri
    }

    /// Changes the headers.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.whole.head.cookies = OnceLock::new();
        self.whole.cache.forget_failures();
        &mut self.whole.head.parts.headers
    }

    /// Values for those further in, by type.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.whole.head.parts.extensions
    }

    /// The body.
    pub fn body(&self) -> &Body {
        &self.whole.body
    }

    /// Changes the body.
    pub fn body_mut(&mut self) -> &mut Body {
        &mut self.whole.body
    }

    /// What this application knows of the request is no other's: its route, and what its extractors computed from its state.
    pub(crate) fn leave_application(&mut self) {
        self.whole.head.routed = Routed::Not;
        self.whole.cache.forget_computed();
    }

    pub(crate) fn set_root_path(&mut self, root_path: Arc<str>) {
        self.whole.head.root_path = Some(root_path);
    }

    /// As `http` knows it; what the framework knows of it (connection, route, computed extractors) is lost.
    pub fn into_http(self) -> http::Request<Body> {
        let Whole { head, body, .. } = *self.whole;
        http::Request::from_parts(head.parts, body)
    }
}

impl<B: Into<Body>> From<http::Request<B>> for Request {
    fn from(request: http::Request<B>) -> Self {
        let (parts, body) = request.into_parts();
        Self::new(parts, body.into(), Connection::default())
    }
}
