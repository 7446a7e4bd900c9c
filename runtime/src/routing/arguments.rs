//! The check that what routes take from the path is in the path, prefixes included. Works in constants.

use crate::endpoint::Node;

use super::grammar::{Span, next_token};
use super::messages::push_place;
use super::text::Text;
use super::walk::{Leaf, Walk};

/// Stops the build if a route takes an argument from the path that no `{…}` of its full path, or of its host, gives.
///
/// A table may be mounted below a prefix that holds the parameter, so this is asked of whole applications only.
///
/// # Panics
///
/// With the message of [`argument_fault`].
pub const fn check_arguments(nodes: &[Node]) {
    if let Some(message) = argument_fault(nodes) {
        panic!("{}", message.as_str());
    }
}

/// What [`check_arguments`] would say about the table.
///
/// An argument that one of the route's own patterns names is not asked for in its other patterns: it is optional there.
pub const fn argument_fault(nodes: &[Node]) -> Option<Text> {
    let mut walk = Walk::new(nodes);
    while let Some(leaf) = walk.next() {
        let mut at = 0;
        while at < leaf.meta.lent.len() {
            let name = leaf.meta.lent[at];
            at += 1;
            let in_host = match leaf.host {
                Some(host) => names_parameter(host, name),
                None => false,
            };
            let path = walk.path();
            if !in_host && !names_parameter(path.as_str(), name) {
                return Some(missing_parameter(&leaf, &path, name));
            }
        }
    }
    None
}

const fn missing_parameter(leaf: &Leaf<'_>, path: &Text, name: &str) -> Text {
    let mut text = Text::new();
    text.push("route ");
    push_place(&mut text, leaf.meta);
    text.push(" takes `");
    text.push(name);
    text.push("` from the path, but ");
    text.push(path.as_str());
    text.push(" has no `{");
    text.push(name);
    text.push("}`");
    text
}

/// Whether a pattern has a parameter or wildcard of that name.
pub(crate) const fn names_parameter(pattern: &str, name: &str) -> bool {
    let name = Span { from: name.as_bytes(), len: name.len() };
    let mut rest = pattern.as_bytes();
    while let Ok(Some(token)) = next_token(rest) {
        if token.name.is_same(name) {
            return true;
        }
        rest = token.rest;
    }
    false
}
