//! Pairs the operations of two documents by what requests they answer, and compares each pair part by part.
//!
//! OpenAPI has one operation for a path and a method. Where a router tells several apart, by a regex or by the host, the others
//! stand in the first as `x-alternatives`, and `x-matches` says of each what it answers: they are one set, in any order.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};
use super::servers::hosts;

/// The members of a path item that are operations.
const METHODS: [&str; 9] = ["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// The member of a path item that holds operations by methods of any name.
const ADDITIONAL: &str = "x-additional-operations";

/// The member of an operation that holds the others of its path and method.
const ALTERNATIVES: &str = "x-alternatives";

/// The member of an operation that says which requests it answers: `/users/{:[0-9]+}`, `//{}.example.org/users/{}`.
const MATCHES: &str = "x-matches";

/// One operation of a document.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    pub(super) node: Node<'a>,
    /// The path item, whose parameters and servers are the operation's too.
    pub(super) item: Node<'a>,
    pub(super) document: Node<'a>,
    /// The only hosts that answer it; any where there are none.
    hosts: BTreeSet<String>,
    path: &'a str,
    method: String,
}

impl<'a> Operation<'a> {
    /// Its own servers, if it has other ones than the API.
    pub(super) fn own_servers(&self) -> Option<Node<'a>> {
        [&self.node, &self.item].into_iter().find_map(|node| node.member("servers"))
    }

    /// `GET /users/{id}`.
    fn name(&self) -> String {
        match self.matches() {
            Some(matches) => format!("{} {matches}", self.method),
            None => format!("{} {}{}", self.method, self.host_prefix(), self.path),
        }
    }

    /// The names of the path's parameters, in order.
    pub(super) fn path_parameters(&self) -> Vec<&str> {
        segments(self.path)
            .filter_map(|segment| if let Segment::Parameter(name) = segment { Some(name) } else { None })
            .collect()
    }

    fn matches(&self) -> Option<&'a str> {
        self.node.text(MATCHES)
    }

    /// What it answers, if need be from its servers and the patterns of its parameters: one that stands alone may not say.
    fn route(&self) -> String {
        if let Some(matches) = self.matches() {
            return matches.to_owned();
        }
        let patterns = self.path_patterns();
        let pieces = segments(self.path).map(|segment| match segment {
            Segment::Literal(text) => text.to_owned(),
            Segment::Parameter(name) => match patterns.get(name) {
                Some(pattern) => format!("{{:{pattern}}}"),
                None => "{}".to_owned(),
            },
        });
        format!("{}{}", self.host_prefix(), pieces.collect::<String>())
    }

    /// The regexes of parameters in the path, which stand in a document as `^(?:…)$`.
    fn path_patterns(&self) -> BTreeMap<&'a str, &'a str> {
        let lists = [&self.node, &self.item].into_iter().filter_map(|node| node.member("parameters"));
        let parameters = lists.flat_map(|list| list.elements().collect::<Vec<_>>()).map(|used| used.resolved());
        let in_path = parameters.filter(|parameter| parameter.text("in") == Some("path"));
        let pattern = |parameter: Node<'a>| {
            let pattern = parameter.member("schema")?.text("pattern")?.strip_prefix("^(?:")?.strip_suffix(")$")?;
            Some((parameter.text("name")?, pattern))
        };
        in_path.filter_map(pattern).collect()
    }

    /// `//example.org`, or nothing.
    fn host_prefix(&self) -> String {
        if self.hosts.is_empty() {
            return String::new();
        }
        format!("//{}", self.hosts.iter().map(String::as_str).collect::<Vec<_>>().join(","))
    }

    /// Whether it answers on all hosts that the other one does.
    fn is_at_hosts_of(&self, other: &Self) -> bool {
        self.hosts.is_empty() || (!other.hosts.is_empty() && other.hosts.is_subset(&self.hosts))
    }
}

/// A path with its parameters' names left out, and a method: what a request has of an operation.
type Key = (String, String);

/// The operations of a path and a method: mostly one.
type Set<'a> = Vec<Operation<'a>>;

impl<'a> Comparison<'a> {
    pub(super) fn compare_operations(&mut self, old: &Node<'a>, new: &Node<'a>) {
        let spot = Spot::of("the API", Direction::Request);
        let (old_paths, new_paths) =
            self.well_formed(old.member("paths"), new.member("paths"), Value::is_object, &spot);
        self.compare_path_items(old_paths.as_ref(), new_paths.as_ref());
        let old = operations(old, old_paths.as_ref());
        let mut new = operations(new, new_paths.as_ref());
        for (key, olds) in old {
            self.compare_sets(olds, new.remove(&key).unwrap_or_default());
        }
        for news in new.into_values() {
            self.compare_sets(Vec::new(), news);
        }
    }

    fn compare_sets(&mut self, olds: Set<'a>, news: Set<'a>) {
        let is_alone = |set: &Set<'a>| matches!(set.as_slice(), [one] if one.matches().is_none());
        let are_alone = is_alone(&olds) && is_alone(&news);
        // Where there is one before and one now, it is that one, whatever its regex says now.
        let route = |operation: &Operation<'a>| if are_alone { String::new() } else { operation.route() };
        let mut by_route: BTreeMap<String, VecDeque<Operation<'a>>> = BTreeMap::new();
        for new in news {
            by_route.entry(route(&new)).or_default().push_back(new);
        }
        for old in &olds {
            let same = by_route.get_mut(&route(old)).and_then(|news| {
                let index = news.iter().position(|new| new.is_at_hosts_of(old))?;
                news.remove(index)
            });
            match same {
                Some(new) => self.compare_operation(old, &new),
                None => self.found(Kind::OperationRemoved, &spot_of(old), Place::old(&old.node), "removed"),
            }
        }
        for new in by_route.values().flatten() {
            self.found(Kind::OperationAdded, &spot_of(new), Place::new(&new.node), "added");
        }
    }

    /// What of path items is no operation.
    fn compare_path_items(&mut self, old: Option<&Node<'a>>, new: Option<&Node<'a>>) {
        let names = |node: Option<&Node<'a>>| -> BTreeMap<&'a str, Node<'a>> {
            node.into_iter().flat_map(Node::members).map(|(name, item)| (name, item.resolved())).collect()
        };
        let (olds, news) = (names(old), names(new));
        for (path, old) in &olds {
            let spot = Spot::of(*path, Direction::Request);
            let new = news.get(path);
            match new {
                Some(new) if old.value.is_object() && new.value.is_object() => {
                    let understood: Vec<&str> =
                        METHODS.into_iter().chain(["parameters", "servers", ADDITIONAL]).collect();
                    self.compare_misformed(ADDITIONAL, old, new, Value::is_object, &spot);
                    self.compare_others(old, new, &understood, &spot);
                }
                _ if old.value.is_object() && new.is_none() => {}
                _ => self.compare_unknown(Some(old), new, &spot),
            }
        }
        for (path, new) in news.iter().filter(|(path, new)| !olds.contains_key(*path) && !new.value.is_object()) {
            self.compare_unknown(None, Some(new), &Spot::of(*path, Direction::Request));
        }
    }

    fn compare_operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let spot = spot_of(new);
        if !old.node.value.is_object() || !new.node.value.is_object() {
            return self.compare_unknown(Some(&old.node), Some(&new.node), &spot);
        }
        self.compare_operation_id(&old.node, &new.node, &spot);
        self.compare_deprecated(&old.node, &new.node, &spot);
        self.compare_parameters(old, new, &spot);
        self.compare_bodies(&old.node, &new.node, &spot);
        self.compare_responses(&old.node, &new.node, &spot);
        self.compare_security(old, new, &spot);
        self.compare_own_servers(old, new, &spot);
        self.compare_misformed(ALTERNATIVES, &old.node, &new.node, Value::is_array, &spot);
        self.compare_misformed(MATCHES, &old.node, &new.node, Value::is_string, &spot);
        let understood = [
            "deprecated",
            "operationId",
            "parameters",
            "requestBody",
            "responses",
            "security",
            "servers",
            ALTERNATIVES,
            MATCHES,
        ];
        self.compare_others(&old.node, &new.node, &understood, &spot);
        self.compare_queued_schemas(&spot);
    }

    fn compare_operation_id(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (was, is) = (old.member("operationId"), new.member("operationId"));
        let names = (old.text("operationId"), new.text("operationId"));
        let what = match names {
            (Some(was), Some(is)) if was != is => format!("operation id `{is}`, was `{was}`"),
            (Some(was), None) if is.is_none() => format!("no operation id, was `{was}`"),
            (None, Some(is)) if was.is_none() => format!("operation id `{is}`, had none"),
            (Some(_), Some(_)) => return,
            _ => return self.compare_unknown(was.as_ref(), is.as_ref(), spot),
        };
        if let Some(place) = Place::newest(was.as_ref(), is.as_ref()) {
            self.found(Kind::OperationIdChanged, spot, place, what);
        }
    }
}

fn spot_of(operation: &Operation<'_>) -> Spot {
    Spot::of(operation.name(), Direction::Request)
}

fn operations<'a>(document: &Node<'a>, paths: Option<&Node<'a>>) -> BTreeMap<Key, Set<'a>> {
    let mut operations: BTreeMap<Key, Set<'a>> = BTreeMap::new();
    let mut paths_of_forms: BTreeMap<String, &str> = BTreeMap::new();
    for (path, item) in paths.into_iter().flat_map(Node::members) {
        // No document should have two paths of one form. One that does keeps both, apart by their names.
        let form = form_of(path);
        let form = if *paths_of_forms.entry(form.clone()).or_insert(path) == path { form } else { path.to_owned() };
        let item = item.resolved();
        for (method, node) in methods(&item) {
            let mut pending = vec![node];
            while let Some(node) = pending.pop() {
                let others = node.member(ALTERNATIVES);
                pending.extend(others.iter().flat_map(Node::elements).collect::<Vec<_>>().into_iter().rev());
                let set = operations.entry((form.clone(), method.clone())).or_default();
                set.push(operation(node, &item, document, path, &method));
            }
        }
    }
    operations
}

/// The operations of a path item, by their methods as they are sent.
fn methods<'a>(item: &Node<'a>) -> Vec<(String, Node<'a>)> {
    let known = item.members().filter(|(name, _)| METHODS.contains(name));
    let mut methods: Vec<_> = known.map(|(method, node)| (method.to_ascii_uppercase(), node)).collect();
    let additional = item.member(ADDITIONAL);
    methods.extend(additional.iter().flat_map(Node::members).map(|(method, node)| (method.to_owned(), node)));
    methods
}

fn operation<'a>(node: Node<'a>, item: &Node<'a>, document: &Node<'a>, path: &'a str, method: &str) -> Operation<'a> {
    let (item, document) = (item.clone(), document.clone());
    let mut operation = Operation { node, item, document, hosts: BTreeSet::new(), path, method: method.to_owned() };
    operation.hosts = hosts(operation.own_servers().as_ref());
    operation
}

/// A piece of a path template.
#[derive(Debug, PartialEq)]
enum Segment<'a> {
    Literal(&'a str),
    /// `{name}`, without its braces.
    Parameter(&'a str),
}

fn segments(path: &str) -> impl Iterator<Item = Segment<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (segment, tail) = match rest.strip_prefix('{').and_then(|inner| Some((inner, inner.find('}')?))) {
            Some((inner, end)) => (Segment::Parameter(&inner[..end]), &inner[end + 1..]),
            None => {
                let end = rest.char_indices().skip(1).find(|(_, char)| *char == '{').map_or(rest.len(), |(at, _)| at);
                (Segment::Literal(&rest[..end]), &rest[end..])
            }
        };
        rest = tail;
        Some(segment)
    })
}

/// `/users/{id}` is `/users/{}`.
pub(super) fn form_of(path: &str) -> String {
    segments(path).map(|segment| if let Segment::Literal(text) = segment { text } else { "{}" }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of parameters are no part of a path's form; all else is.
    #[test]
    fn the_form_of_a_path_has_no_names() {
        for (path, form) in [
            ("/users/{id}", "/users/{}"),
            ("/{a}.{b}/c", "/{}.{}/c"),
            ("/{a}{b}", "/{}{}"),
            ("/open{", "/open{"),
            ("{", "{"),
            ("{{a}", "{}"),
            ("/é{ü}", "/é{}"),
            ("", ""),
        ] {
            assert_eq!(form_of(path), form, "{path}");
        }
    }
}
