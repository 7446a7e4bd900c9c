//! Pairs the operations of two documents by method and path, and compares each pair part by part.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};

/// The members of a path item that are operations.
const METHODS: [&str; 9] = ["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/// One operation of a document.
#[derive(Debug)]
pub(super) struct Operation<'a> {
    pub(super) node: Node<'a>,
    /// The path item, whose parameters and servers are the operation's too.
    pub(super) item: Node<'a>,
    pub(super) document: Node<'a>,
    path: &'a str,
    method: &'a str,
}

impl Operation<'_> {
    /// `GET /users/{id}`.
    fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// The names of the path's parameters, in order.
    pub(super) fn path_parameters(&self) -> Vec<&str> {
        segments(self.path)
            .filter_map(|segment| if let Segment::Parameter(name) = segment { Some(name) } else { None })
            .collect()
    }
}

/// A path with its parameters' names left out, and a method: what a request has of an operation.
type Key<'a> = (String, &'a str);

impl<'a> Comparison<'a> {
    pub(super) fn compare_operations(&mut self, old: &Node<'a>, new: &Node<'a>) {
        let spot = Spot::of("the API", Direction::Request);
        let (old_paths, new_paths) =
            self.well_formed(old.member("paths"), new.member("paths"), Value::is_object, &spot);
        self.compare_path_items(old_paths.as_ref(), new_paths.as_ref());
        let old = operations(old, old_paths.as_ref());
        let new = operations(new, new_paths.as_ref());
        for (key, old) in &old {
            match new.get(key) {
                Some(new) => self.compare_operation(old, new),
                None => {
                    self.found(Kind::OperationRemoved, &spot_of(old), Place::old(&old.node), "removed");
                }
            }
        }
        for new in new.iter().filter(|(key, _)| !old.contains_key(*key)).map(|(_, new)| new) {
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
                    let understood: Vec<&str> = METHODS.into_iter().chain(["parameters", "servers"]).collect();
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
        let understood = ["deprecated", "operationId", "parameters", "requestBody", "responses", "security", "servers"];
        self.compare_others(&old.node, &new.node, &understood, &spot);
        self.compare_queued_schemas();
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

fn operations<'a>(document: &Node<'a>, paths: Option<&Node<'a>>) -> BTreeMap<Key<'a>, Operation<'a>> {
    let mut operations = BTreeMap::new();
    for (path, item) in paths.into_iter().flat_map(Node::members) {
        let item = item.resolved();
        for (method, node) in item.members().filter(|(name, _)| METHODS.contains(name)) {
            let operation = Operation { node, item: item.clone(), document: document.clone(), path, method };
            // No document should have two paths of one form. One that does keeps both, apart by their names.
            let form = form_of(path);
            let form = if operations.contains_key(&(form.clone(), method)) { path.to_owned() } else { form };
            operations.insert((form, method), operation);
        }
    }
    operations
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
fn form_of(path: &str) -> String {
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
