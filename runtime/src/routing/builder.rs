//! The builder of a router: takes in patterns one by one, and refuses those that overlap.

use std::collections::HashMap;
use std::sync::Arc;

use http::Method;

use super::captures::Names;
use super::grammar::SyntaxFault;
use super::host::{HostKind, HostPattern};
use super::methods::allow;
use super::pattern::{InvalidPattern, PathPattern, Regexes, Shape};
use super::router::{Route, RouteId, Router, TrailingSlash};
use super::tree::{Candidate, Tree};
use crate::sorted;

/// Why a route can't be inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InsertError {
    /// The path or host is no pattern.
    Pattern {
        /// The path or host as it was given.
        pattern: String,
        /// What is wrong with it.
        reason: InvalidPattern,
    },
    /// The method is no token (RFC 9110, 9.1).
    Method {
        /// The method as it was given.
        method: String,
    },
    /// Another route answers the same requests; see the table in [`routing`](super).
    Overlap {
        /// The method both answer; `None` where both answer any.
        method: Option<Method>,
        /// The path as it was given.
        path: String,
        /// The path of the other route.
        other_path: String,
        /// The other route.
        other: RouteId,
    },
    /// There are more than four billion routes.
    Full,
}

impl std::fmt::Display for InsertError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pattern { pattern, reason } => write!(f, "`{pattern}` is no pattern: {reason}"),
            Self::Method { method } => write!(f, "`{method}` is no method: methods are tokens such as `GET`"),
            Self::Overlap { method, path, other_path, .. } => {
                let method = method.as_ref().map_or(super::ANY_METHOD, Method::as_str);
                write!(f, "two routes answer {method} {other_path}")?;
                if path != other_path {
                    write!(f, ": the second is written {path}")?;
                }
                Ok(())
            }
            Self::Full => f.write_str("there are too many routes"),
        }
    }
}

impl std::error::Error for InsertError {}

/// Takes in routes and becomes a [`Router`].
///
/// The order of insertion matters in one case only: constrained segments in one place, such as `{a:\d+}` and
/// `{b:[a-f]+}`, are tried in that order.
#[derive(Debug)]
pub struct RouterBuilder<T> {
    entered: Entered,
    /// What was inserted with each route.
    values: Vec<T>,
}

/// The routes without their values, so that it is compiled once and not for each type of these.
#[derive(Debug)]
struct Entered {
    trailing_slash: TrailingSlash,
    routes: Vec<Route<()>>,
    candidates: Vec<Candidate>,
    /// The first holds the routes of any host.
    hosts: Vec<Host>,
    by_host_form: HashMap<Vec<u8>, usize>,
    regexes: Regexes,
}

#[derive(Debug)]
struct Host {
    /// `None` for the routes of any host.
    kind: Option<HostKind>,
    tree: Tree,
}

/// A route that may be entered.
struct Parsed {
    /// `None` for any.
    methods: Vec<Option<Method>>,
    path: PathPattern,
    host: Option<HostPattern>,
}

impl<T> Default for RouterBuilder<T> {
    fn default() -> Self {
        Self::new(TrailingSlash::default())
    }
}

impl<T> RouterBuilder<T> {
    /// A builder without routes.
    pub fn new(trailing_slash: TrailingSlash) -> Self {
        Self { entered: Entered::new(trailing_slash), values: Vec::new() }
    }

    /// Inserts a route. No methods means any method that no other route of the same path names.
    ///
    /// # Errors
    ///
    /// If path, host or a method is malformed, or another route answers the same requests. The builder is unchanged then.
    pub fn insert(
        &mut self,
        methods: &[&str],
        pattern: &str,
        host: Option<&str>,
        value: T,
    ) -> Result<RouteId, InsertError> {
        let id = self.entered.insert(methods, pattern, host)?;
        self.values.push(value);
        Ok(id)
    }

    /// Refuses what [`insert`](Self::insert) would refuse, and inserts nothing.
    ///
    /// # Errors
    ///
    /// As for [`insert`](Self::insert).
    pub fn check(&mut self, methods: &[&str], pattern: &str, host: Option<&str>) -> Result<(), InsertError> {
        self.entered.parse(methods, pattern, host).map(drop)
    }

    /// What was inserted with the route that another one overlaps with; `None` for other errors.
    pub fn overlapped(&self, error: &InsertError) -> Option<&T> {
        match error {
            InsertError::Overlap { other, .. } => self.value(*other),
            _ => None,
        }
    }

    /// What was inserted with a route, to name it in an error.
    pub fn value(&self, route: RouteId) -> Option<&T> {
        self.values.get(route.index())
    }

    /// Freezes the routes into a router.
    pub fn build(self) -> Router<T> {
        let Router { trailing_slash, routes, candidates, any_host, literal_hosts, matched_hosts, allow_of_all } =
            self.entered.build();
        let routes = routes.into_iter().zip(self.values);
        let routes = routes.map(|(Route { value: (), path, names }, value)| Route { value, path, names }).collect();
        Router { trailing_slash, routes, candidates, any_host, literal_hosts, matched_hosts, allow_of_all }
    }
}

impl Entered {
    fn new(trailing_slash: TrailingSlash) -> Self {
        let any_host = Host { kind: None, tree: Tree::new() };
        Self {
            trailing_slash,
            routes: Vec::new(),
            candidates: Vec::new(),
            hosts: vec![any_host],
            by_host_form: HashMap::from([(Vec::new(), 0)]),
            regexes: Regexes::default(),
        }
    }

    fn insert(&mut self, methods: &[&str], pattern: &str, host: Option<&str>) -> Result<RouteId, InsertError> {
        let id = u32::try_from(self.routes.len()).map_err(|_| InsertError::Full)?;
        let Parsed { methods, path, host } = self.parse(methods, pattern, host)?;
        let host_names = host.as_ref().map(|host| &*host.names).unwrap_or_default();
        let names = Arc::new(Names::new(path.names, host_names));
        self.enter(host, path.shapes, &methods, id)?;
        self.routes.push(Route { value: (), path: pattern.to_owned(), names });
        Ok(RouteId(id))
    }

    fn parse(&mut self, methods: &[&str], pattern: &str, host: Option<&str>) -> Result<Parsed, InsertError> {
        let methods = parse_methods(methods)?;
        let invalid = |pattern: &str, reason| InsertError::Pattern { pattern: pattern.to_owned(), reason };
        let path = PathPattern::parse(pattern, &mut self.regexes).map_err(|reason| invalid(pattern, reason))?;
        let host = match host {
            None => None,
            Some(text) => Some(HostPattern::parse(text).map_err(|reason| invalid(text, reason))?),
        };
        let host_names = host.as_ref().map(|host| &*host.names).unwrap_or_default();
        if host_names.iter().any(|name| !name.is_empty() && path.names.contains(name)) {
            return Err(invalid(pattern, SyntaxFault::RepeatedName.into()));
        }
        let form = host.as_ref().map(|host| &*host.form).unwrap_or_default();
        self.check_overlap(form, &path, &methods, pattern)?;
        Ok(Parsed { methods, path, host })
    }

    fn check_overlap(
        &self,
        host_form: &[u8],
        path: &PathPattern,
        methods: &[Option<Method>],
        pattern: &str,
    ) -> Result<(), InsertError> {
        let Some(host) = self.by_host_form.get(host_form) else {
            return Ok(());
        };
        let known = path.shapes.iter().filter_map(|shape| self.hosts[*host].tree.candidate(&shape.form));
        for candidate in known {
            let table = &self.candidates[candidate as usize].methods;
            for method in methods {
                if let Some(other) = table.entered(method.as_ref()) {
                    return Err(InsertError::Overlap {
                        method: method.clone(),
                        path: pattern.to_owned(),
                        other_path: self.routes[other as usize].path.clone(),
                        other: RouteId(other),
                    });
                }
            }
        }
        Ok(())
    }

    fn enter(
        &mut self,
        host: Option<HostPattern>,
        shapes: Vec<Shape>,
        methods: &[Option<Method>],
        route: u32,
    ) -> Result<(), InsertError> {
        let host = self.host_index(host);
        let tree = &mut self.hosts[host].tree;
        for shape in shapes {
            let candidate = match tree.candidate(&shape.form) {
                Some(known) => known,
                None => tree.add(shape, &mut self.candidates).ok_or(InsertError::Full)?,
            };
            for method in methods {
                self.candidates[candidate as usize].methods.enter(method.clone(), route);
            }
        }
        Ok(())
    }

    fn host_index(&mut self, host: Option<HostPattern>) -> usize {
        let Some(host) = host else { return 0 };
        let new = self.hosts.len();
        let index = *self.by_host_form.entry(host.form).or_insert(new);
        if index == new {
            self.hosts.push(Host { kind: Some(host.kind), tree: Tree::new() });
        }
        index
    }

    fn build(mut self) -> Router<()> {
        let mut any_host = Tree::new();
        let mut literal_hosts = HashMap::new();
        let mut matched_hosts = Vec::new();
        for Host { kind, mut tree } in self.hosts {
            tree.freeze(&self.candidates, self.trailing_slash);
            match kind {
                None => any_host = tree,
                Some(HostKind::Literal(host)) => drop(literal_hosts.insert(host, tree)),
                Some(HostKind::Matched(matcher)) => matched_hosts.push((matcher, tree)),
            }
        }
        sorted::sort(&mut matched_hosts, |(one, _), (other, _)| one.rank() < other.rank());
        for candidate in &mut self.candidates {
            candidate.methods.freeze();
        }
        Router {
            trailing_slash: self.trailing_slash,
            allow_of_all: allow(&mut self.candidates.iter().map(|candidate| &candidate.methods)),
            routes: self.routes,
            candidates: self.candidates,
            any_host,
            literal_hosts,
            matched_hosts,
        }
    }
}

/// The methods, each once; `None` stands for any.
fn parse_methods(methods: &[&str]) -> Result<Vec<Option<Method>>, InsertError> {
    if methods.is_empty() {
        return Ok(vec![None]);
    }
    let mut parsed = Vec::with_capacity(methods.len());
    for text in methods {
        let method =
            Method::from_bytes(text.as_bytes()).map_err(|_| InsertError::Method { method: (*text).to_owned() })?;
        if !parsed.contains(&Some(method.clone())) {
            parsed.push(Some(method));
        }
    }
    Ok(parsed)
}
