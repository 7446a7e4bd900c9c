//! Where in a table a route stands: what links with a prefix are made from.

use crate::endpoint::{Node, RouteMeta};

use super::arguments::names_parameter;
use super::grammar::{next_token, same_bytes};
use super::text::Text;
use super::walk::Walk;

/// One place of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The full path of the route's first pattern.
    pub path: String,
    /// The host it is bound to.
    pub host: Option<&'static str>,
}

/// How many times a route stands in a table, mounts included. A link to it is unambiguous only if this is 1.
///
/// Constants can't compare pointers, so routes are told apart by their rows, which hold name, module, file and line.
pub const fn occurrences(nodes: &[Node], meta: &RouteMeta) -> usize {
    let mut count = 0;
    let mut walk = Walk::new(nodes);
    while let Some(leaf) = walk.next() {
        if leaf.is_first_pattern && is_same_route(leaf.meta, meta) {
            count += 1;
        }
    }
    count
}

/// The full path of a route's first pattern at the first place where it stands in a table.
pub const fn place_of(nodes: &[Node], meta: &RouteMeta) -> Option<Text> {
    let mut walk = Walk::new(nodes);
    while let Some(leaf) = walk.next() {
        if leaf.is_first_pattern && is_same_route(leaf.meta, meta) {
            return Some(walk.path());
        }
    }
    None
}

/// All places of a route in a table, in order.
pub fn places_of(nodes: &[Node], meta: &RouteMeta) -> Vec<Place> {
    let mut places = Vec::new();
    let mut walk = Walk::new(nodes);
    while let Some(leaf) = walk.next() {
        if leaf.is_first_pattern && is_same_route(leaf.meta, meta) {
            places.push(Place { path: walk.path().as_str().to_owned(), host: leaf.host });
        }
    }
    places
}

/// What is in front of a route's first pattern at the first place where it stands: the prefixes of the tables around it.
pub fn prefix_of(nodes: &[Node], meta: &RouteMeta) -> Option<String> {
    place_of(nodes, meta).map(|place| in_front(place.as_str(), meta).to_owned())
}

/// What is wrong with a link to the route that names these values for the parameters of its prefix.
pub const fn prefix_fault(nodes: &[Node], meta: &RouteMeta, given: &[&str]) -> Option<Text> {
    let Some(place) = place_of(nodes, meta) else { return None };
    let prefix = in_front(place.as_str(), meta);
    let mut at = 0;
    while at < given.len() {
        if !names_parameter(prefix, given[at]) {
            return Some(told(prefix, " has no parameter `", given[at], "`"));
        }
        at += 1;
    }
    let mut rest = prefix.as_bytes();
    while let Ok(Some(token)) = next_token(rest) {
        let name = token.name.text();
        if !name.is_empty() && !is_one_of(name, given) {
            return Some(told(prefix, " has a parameter: write its value behind the route, `", name, " = …`"));
        }
        rest = token.rest;
    }
    None
}

const fn told(prefix: &str, what: &str, name: &str, end: &str) -> Text {
    let mut text = Text::new();
    text.push("the prefix ");
    text.push(prefix);
    text.push(what);
    text.push(name);
    text.push(end);
    text
}

/// The joined path without the route's own; that of `/` is the prefix itself.
const fn in_front<'p>(path: &'p str, meta: &RouteMeta) -> &'p str {
    let own = if meta.patterns.is_empty() { "" } else { meta.patterns[0].path };
    let own_len = if is_same(own, "/") { 0 } else { own.len() };
    match path.split_at_checked(path.len().saturating_sub(own_len)) {
        Some((prefix, _)) => prefix,
        None => "",
    }
}

const fn is_one_of(name: &str, names: &[&str]) -> bool {
    let mut at = 0;
    while at < names.len() {
        if is_same(name, names[at]) {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_same_route(a: &RouteMeta, b: &RouteMeta) -> bool {
    is_same(a.row, b.row)
}

const fn is_same(a: &str, b: &str) -> bool {
    same_bytes(a.as_bytes(), b.as_bytes())
}
