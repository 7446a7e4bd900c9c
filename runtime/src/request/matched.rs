//! The route that answers a request, and its path parameters.

use std::borrow::Cow;
use std::sync::Arc;

use http::HeaderValue;

use super::Head;
use crate::app::Endpoint;
use crate::endpoint::RouteMeta;
use crate::routing::{Captures, InvalidUtf8, Match, Names, PathText, UrlError, UrlPattern, decode_value};

/// One entry of the running application's routes.
#[derive(Debug)]
pub struct RouteInfo {
    /// What is known of it at compile time; `None` for mounted services and handlers added at run time.
    pub meta: Option<&'static RouteMeta>,
    /// The path as served, prefixes included: `"/admin/users/{id}"`.
    pub pattern: String,
    /// The host it is bound to.
    pub host: Option<&'static str>,
    /// The methods; empty for any.
    pub methods: Vec<String>,
    /// What the table it stands in is mounted with, a pattern as well: links between routes of one table begin there.
    pub(crate) mount: String,
}

impl RouteInfo {
    /// The methods as the router takes them.
    pub(crate) fn method_names(&self) -> Vec<&str> {
        self.methods.iter().map(String::as_str).collect()
    }
}

/// Which endpoint answers.
#[derive(Debug, Clone)]
pub(crate) enum Target {
    /// The one at this place among the application's own.
    Fixed(usize),
    /// One that is not among them: it was added at run time, or is of the docs that nobody asked for.
    Added(Arc<Endpoint>),
}

/// The route that answers a request.
#[derive(Debug, Clone)]
pub struct Matched {
    info: Arc<RouteInfo>,
    pub(crate) target: Target,
    params: Params,
}

/// Where the parameters stand. A path without escapes is not copied.
#[derive(Debug, Clone)]
struct Params {
    names: Arc<Names>,
    captures: Captures,
    /// The decoded values, for a path with escapes.
    decoded: Option<Box<[Decoded]>>,
}

/// A decoded value; `None` for a parameter that took no part.
type Decoded = Option<Result<Box<str>, InvalidUtf8>>;

impl Matched {
    #[inline]
    pub(crate) fn new<T>(
        info: Arc<RouteInfo>,
        target: Target,
        found: Match<'_, T>,
        path: &PathText<'_>,
        head: &Head,
    ) -> Self {
        let is_escaped = matches!(path.text(), Cow::Owned(_));
        let decoded = is_escaped.then(|| decode_all(&found, path, head.host().unwrap_or_default()));
        let params = Params { names: Arc::clone(found.names), captures: found.captures, decoded };
        Self { info, target, params }
    }

    /// What is known of the route at compile time; `None` for mounted services and handlers added at run time.
    pub fn meta(&self) -> Option<&'static RouteMeta> {
        self.info.meta
    }

    /// The path as served, prefixes included: `"/admin/users/{id}"`.
    pub fn pattern(&self) -> &str {
        &self.info.pattern
    }

    /// What the route's table is mounted with, its parameters as the request has them: `"/shops/3"`.
    ///
    /// # Errors
    ///
    /// A parameter's value is one that no link can hold.
    pub(super) fn mount(&self, head: &Head) -> Result<String, UrlError> {
        if self.info.mount.is_empty() {
            return Ok(String::new());
        }
        let prefix = UrlPattern::parse(&self.info.mount).map_err(UrlError::Pattern)?;
        let values: Vec<_> = prefix.names().filter_map(|name| Some((name, self.param(name, head)?.ok()?))).collect();
        prefix.fill(&values)
    }

    /// The value of a parameter of the path or the host, decoded.
    pub(super) fn param<'h>(&'h self, name: &str, head: &'h Head) -> Option<Result<&'h str, InvalidUtf8>> {
        let position = self.params.names.position(name)?;
        if let Some(decoded) = &self.params.decoded {
            return match decoded.get(position)?.as_ref()? {
                Ok(text) => Some(Ok(text)),
                Err(error) => Some(Err(*error)),
            };
        }
        let text = if position < self.params.names.path_count() { head.raw_path() } else { head.host()? };
        text.get(self.params.captures.range(position)?).map(Ok)
    }
}

fn decode_all<T>(found: &Match<'_, T>, path: &PathText<'_>, host: &str) -> Box<[Decoded]> {
    (0..found.captures.len())
        .map(|position| {
            let value = found.names.value(&found.captures, position, path.as_str(), host)?;
            Some(decode_value(value).map(|value| value.into()))
        })
        .collect()
}

/// What the router says of a request.
#[derive(Debug)]
pub(crate) enum Routed {
    /// It has not been asked.
    Not,
    Matched(Matched),
    NotFound,
    MethodNotAllowed(HeaderValue),
    Options(HeaderValue),
    Redirect(String),
}
