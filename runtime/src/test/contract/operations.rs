//! The operations of a document, and which of them a route is.

use std::fmt;

use serde_json::Value;

use super::schema::{Checker, Patterns};
use crate::routing::Template;

/// A document that requests are made from, and that answers are held against.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contract<'d> {
    pub(super) root: &'d Value,
    pub(super) checker: Checker<'d>,
}

/// One operation of the document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operation<'d> {
    pub(crate) method: &'d str,
    pub(crate) path: &'d str,
    pub(crate) value: &'d Value,
}

impl<'d> Contract<'d> {
    pub(crate) const fn new(document: &'d Value, patterns: &'d Patterns) -> Self {
        Self { root: document, checker: Checker::new(document, patterns) }
    }

    /// All operations, those that stand beside others on one path included.
    pub(crate) fn operations(&self) -> Vec<Operation<'d>> {
        let paths = self.root.get("paths").and_then(Value::as_object);
        paths.into_iter().flatten().flat_map(|(path, item)| on_path(path, item)).collect()
    }

    /// What the route with this pattern is described as; several where the document has one place for several routes.
    pub(crate) fn of_route(&self, pattern: &str, method: &str) -> Vec<Operation<'d>> {
        let Ok(templates) = Template::all_of(pattern) else { return Vec::new() };
        let keys: Vec<String> = templates.iter().map(|template| nameless(&template.path())).collect();
        let mut operations = self.operations();
        operations.retain(|operation| operation.is(method) && keys.contains(&nameless(operation.path)));
        operations
    }
}

impl<'d> Operation<'d> {
    pub(crate) fn id(&self) -> &'d str {
        self.value.get("operationId").and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether a request for this path, as it is sent, may be one for the operation.
    pub(crate) fn takes(&self, method: &str, path: &str) -> bool {
        let mut regex = String::from("^");
        for (index, part) in nameless(self.path).split("{}").enumerate() {
            regex.push_str(if index > 0 { "(?s:.+)" } else { "" });
            regex.push_str(&regex::escape(part));
        }
        self.is(method) && regex::Regex::new(&format!("{regex}$")).is_ok_and(|regex| regex.is_match(path))
    }

    fn is(&self, method: &str) -> bool {
        self.method.eq_ignore_ascii_case(method)
    }
}

/// `` POST /orders (`place_order`) ``.
impl fmt::Display for Operation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} (`{}`)", self.method.to_ascii_uppercase(), self.path, self.id())
    }
}

fn on_path<'d>(path: &'d str, item: &'d Value) -> Vec<Operation<'d>> {
    let mut operations = Vec::new();
    let members = |value: &'d Value| value.as_object().into_iter().flatten();
    let named = members(item).filter(|(method, _)| !method.starts_with("x-"));
    let additional = item.get("x-additional-operations").map(members).into_iter().flatten();
    for (method, value) in named.chain(additional) {
        let alternatives = value.get("x-alternatives").and_then(Value::as_array).into_iter().flatten();
        operations.extend(std::iter::once(value).chain(alternatives).map(|value| Operation { method, path, value }));
    }
    operations
}

/// `/users/{id}` is `/users/{}`: names make no difference.
fn nameless(path: &str) -> String {
    let mut text = String::new();
    let mut in_braces = false;
    for letter in path.chars() {
        match letter {
            '{' => in_braces = true,
            '}' => in_braces = false,
            _ if in_braces => continue,
            _ => {}
        }
        text.push(letter);
    }
    text
}
