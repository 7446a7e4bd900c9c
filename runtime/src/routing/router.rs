//! The router: asked for every request. [`RouterBuilder`](super::RouterBuilder) makes it.

use std::collections::HashMap;
use std::sync::Arc;

use http::{HeaderValue, Method};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::captures::{Captures, Names};
use super::host::{HostMatcher, without_port};
use super::methods::allow;
use super::path_text::PathText;
use super::tree::{Candidate, Hit, Search, Tree};

/// Whether `/x` and `/x/` are one path. Where both are routes, each request goes to the one it spells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrailingSlash {
    /// They are two paths.
    Strict,
    /// They are one path, and so is `/x///`.
    #[default]
    Ignore,
    /// A request for the spelling that is no route is redirected (308) to the one that is.
    Redirect,
}

/// Names an entry of a [`RouterBuilder`](super::RouterBuilder) and of the [`Router`] it becomes: the first is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RouteId(pub(super) u32);

impl RouteId {
    /// The position in the order of insertion.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Finds the route for a request.
///
/// The time of a lookup does not depend on the number of routes. It allocates nothing, except for the answers other than
/// [`Found::Match`], for more than four captures, and for hosts and mixed segments with parameters of their own.
#[derive(Debug)]
pub struct Router<T> {
    pub(super) trailing_slash: TrailingSlash,
    pub(super) routes: Vec<Route<T>>,
    pub(super) candidates: Vec<Candidate>,
    pub(super) any_host: Tree,
    /// By host and port, or host alone, in lower case.
    pub(super) literal_hosts: HashMap<String, Tree>,
    /// By rank.
    pub(super) matched_hosts: Vec<(HostMatcher, Tree)>,
    pub(super) allow_of_all: HeaderValue,
}

#[derive(Debug)]
pub(super) struct Route<T> {
    pub(super) value: T,
    pub(super) path: String,
    /// Shared, for every request that is matched keeps them.
    pub(super) names: Arc<Names>,
}

/// What a [`Router`] found.
#[derive(Debug)]
pub enum Found<'r, T> {
    /// A route.
    Match(Match<'r, T>),
    /// Routes match the path, but none answers the method: 405 (RFC 9110, 15.5.6).
    MethodNotAllowed {
        /// The methods that are answered, for the `Allow` header.
        allow: HeaderValue,
    },
    /// An OPTIONS request for a path that no route answers with code of its own.
    Options {
        /// The methods that are answered, for the `Allow` header.
        allow: HeaderValue,
    },
    /// The path with or without its slash is a route: 308 (RFC 9110, 15.4.9).
    Redirect {
        /// The other path, without the query: starts with one slash, and is text for a `Location` header.
        location: String,
    },
    /// No route matches the path.
    NotFound,
}

/// A route that answers a request.
#[derive(Debug)]
pub struct Match<'r, T> {
    /// Which route it is.
    pub route: RouteId,
    /// What was inserted with the route.
    pub value: &'r T,
    /// The names of the captures.
    pub names: &'r Arc<Names>,
    /// Where the parameters stand in the path and the host.
    pub captures: Captures,
}

impl<T> Match<'_, T> {
    /// The text of a parameter, in the form of a [`PathText`]; [`decode_value`](super::decode_value) finishes it.
    /// `None` if there is no such parameter, or it was optional and left out.
    pub fn get<'t>(&self, name: &str, path: &'t PathText<'_>, host: Option<&'t str>) -> Option<&'t str> {
        let position = self.names.position(name)?;
        let host = host.unwrap_or_default();
        self.names.value(&self.captures, position, path.as_str(), host)
    }
}

impl<T> Router<T> {
    /// Finds the route for a request. `host` is what the `Host` header or the authority says, port included.
    #[inline]
    pub fn find(&self, method: &Method, host: Option<&str>, path: &PathText<'_>) -> Found<'_, T> {
        let text = path.as_str();
        // RFC 9110, 9.3.7: `OPTIONS *` asks about the server in general.
        if text == "*" && *method == Method::OPTIONS {
            let allow = self.allow_of_all.clone();
            return Found::Options { allow };
        }
        // Captures are positions of 32 bits.
        if !text.starts_with('/') || u32::try_from(text.len()).is_err() {
            return Found::NotFound;
        }
        let mut search = Search {
            candidates: &self.candidates,
            method,
            path: text,
            policy: self.trailing_slash,
            captures: Captures::new(),
            refused: Vec::new(),
        };
        match self.search_hosts(&mut search, host) {
            Some(hit) if hit.slash_differs && self.trailing_slash == TrailingSlash::Redirect => {
                Found::Redirect { location: other_spelling(path.raw()) }
            }
            Some(hit) => self.found(hit, search.captures),
            None if search.refused.is_empty() => Found::NotFound,
            None => self.refused(method, &search.refused),
        }
    }

    /// The route of an id.
    pub fn value(&self, route: RouteId) -> Option<&T> {
        self.routes.get(route.index()).map(|route| &route.value)
    }

    /// The parameter names of a route.
    pub fn names(&self, route: RouteId) -> Option<&Names> {
        self.routes.get(route.index()).map(|route| &*route.names)
    }

    /// The path pattern of a route, as it was inserted.
    pub fn pattern(&self, route: RouteId) -> Option<&str> {
        self.routes.get(route.index()).map(|route| &*route.path)
    }

    #[cfg(test)]
    pub(super) fn has_index(&self) -> bool {
        self.any_host.has_index()
    }

    /// The same router, walking its trees for every lookup.
    #[cfg(test)]
    pub(super) fn without_index(mut self) -> Self {
        self.any_host.drop_index();
        self
    }

    /// Whether any route is bound to a host. Where none is, a request's host plays no part.
    pub fn looks_at_hosts(&self) -> bool {
        !(self.literal_hosts.is_empty() && self.matched_hosts.is_empty())
    }

    /// Asks the trees that the host leads to, the most specific one first, and the one for any host last.
    fn search_hosts(&self, search: &mut Search<'_>, host: Option<&str>) -> Option<Hit> {
        if let Some(host) = host {
            for tree in self.literal_trees(host).into_iter().flatten() {
                if let Some(hit) = search.run(tree) {
                    return Some(hit);
                }
            }
            for (matcher, tree) in &self.matched_hosts {
                if !matcher.is_match(host) {
                    continue;
                }
                if let Some(hit) = search.run(tree) {
                    self.complete_captures(hit, search);
                    matcher.capture(host, &mut search.captures);
                    return Some(hit);
                }
            }
        }
        search.run(&self.any_host)
    }

    /// The trees of the literal host with its port, and without it.
    fn literal_trees(&self, host: &str) -> [Option<&Tree>; 2] {
        if self.literal_hosts.is_empty() {
            return [None, None];
        }
        let lower;
        let host = if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
            lower = host.to_ascii_lowercase();
            &*lower
        } else {
            host
        };
        let name = without_port(host).filter(|name| name.len() < host.len());
        [self.literal_hosts.get(host), name.and_then(|name| self.literal_hosts.get(name))]
    }

    /// Optional parameters that were left out come before those of the host.
    fn complete_captures(&self, hit: Hit, search: &mut Search<'_>) {
        let names = &self.routes[hit.route as usize].names;
        while search.captures.len() < names.path_count() {
            search.captures.push_absent();
        }
    }

    fn found(&self, hit: Hit, captures: Captures) -> Found<'_, T> {
        let route = &self.routes[hit.route as usize];
        Found::Match(Match { route: RouteId(hit.route), value: &route.value, names: &route.names, captures })
    }

    fn refused(&self, method: &Method, candidates: &[u32]) -> Found<'_, T> {
        let mut tables = candidates.iter().map(|id| &self.candidates[*id as usize].methods);
        let allow = match candidates {
            [only] => self.candidates[*only as usize].methods.allow(),
            _ => allow(&mut tables),
        };
        if *method == Method::OPTIONS { Found::Options { allow } } else { Found::MethodNotAllowed { allow } }
    }
}

/// What a `Location` may not hold as it is. Escapes that the client sent stay.
const NOT_IN_LOCATION: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\');

/// The path with a slash at the end, or without, whichever it is not.
///
/// `//host` and `/\host` would lead to another site, so slashes and backslashes at the start become one slash.
fn other_spelling(raw: &str) -> String {
    let inner = raw.trim_start_matches(['/', '\\']);
    let inner = match inner.strip_suffix('/') {
        Some(_) => inner.trim_end_matches('/').to_owned(),
        None => format!("{inner}/"),
    };
    format!("/{}", utf8_percent_encode(&inner, NOT_IN_LOCATION))
}
