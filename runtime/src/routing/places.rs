//! Where in a table a route stands: what links with a prefix are made from.

use crate::endpoint::{Node, RouteMeta};

use super::grammar::same_bytes;
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
/// Constants can't compare pointers, so routes are told apart by name, module, file and line.
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

const fn is_same_route(a: &RouteMeta, b: &RouteMeta) -> bool {
    a.line == b.line && is_same(a.name, b.name) && is_same(a.module, b.module) && is_same(a.file, b.file)
}

const fn is_same(a: &str, b: &str) -> bool {
    same_bytes(a.as_bytes(), b.as_bytes())
}
