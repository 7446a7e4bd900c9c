//! The paths of a document, and the operations on each.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::parameter::Entry;
use crate::routing::Template;

/// The methods that a document has a place for (OpenAPI 3.1, section 4.8.9.1).
const KNOWN_METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/// What an `#[any]` route is listed under: the methods that clients use.
pub(super) const ANY_METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The paths gathered so far.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// By the path without its names, as names make no difference: `/users/{}`.
    items: BTreeMap<String, Item>,
    /// In the order of declaration.
    order: Vec<String>,
}

#[derive(Debug, Default)]
struct Item {
    path: String,
    /// The parameters' names, which are those of the first route that has this path.
    names: Vec<String>,
    operations: BTreeMap<String, Vec<Operation>>,
}

#[derive(Debug)]
struct Operation {
    value: Map<String, Value>,
    /// Named by the route; an `#[any]` route gives way to it.
    named: bool,
    rank: Rank,
}

/// What comes first of several routes on one path: the one that takes most, in an order that does not depend on who was declared
/// first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    on_host: bool,
    constrained: bool,
    /// What it matches: its pattern, names erased, with its host in front.
    matches: String,
}

impl Rank {
    fn new(template: &Template, host: Option<&str>) -> Self {
        let path = template.erased();
        let matches = match host {
            Some(host) => format!("//{}{path}", erased_host(host)),
            None => path.clone(),
        };
        Self { on_host: host.is_some(), constrained: path.contains([':', '*', '+']), matches }
    }
}

/// A host pattern without its names, which knows no case.
fn erased_host(host: &str) -> String {
    let templates = Template::all_of(&format!("/{host}")).unwrap_or_default();
    let erased = templates.last().map(Template::erased).unwrap_or_default();
    erased.trim_start_matches('/').to_ascii_lowercase()
}

impl Paths {
    /// Whether `method` on this path is answered by a route that names it.
    pub(super) fn is_named(&self, template: &Template, method: &str) -> bool {
        let operations = self.items.get(&key(template)).and_then(|item| item.operations.get(method));
        operations.is_some_and(|operations| operations.iter().any(|operation| operation.named))
    }

    /// The path's text in the document, and the names that its parameters have there.
    pub(super) fn place(&mut self, template: &Template) -> (String, Vec<String>) {
        let key = key(template);
        let item = self.items.entry(key.clone()).or_insert_with(|| {
            self.order.push(key);
            let names = template.parameters.iter().map(|parameter| parameter.name.clone()).collect();
            Item { path: template.path(), names, operations: BTreeMap::new() }
        });
        (item.path.clone(), item.names.clone())
    }

    /// Adds an operation. A route that names the method goes before an `#[any]` route of the same pattern.
    pub(super) fn add(
        &mut self,
        template: &Template,
        method: &str,
        named: bool,
        host: Option<&str>,
        value: Map<String, Value>,
    ) {
        let Some(item) = self.items.get_mut(&key(template)) else { return };
        let rank = Rank::new(template, host);
        let operations = item.operations.entry(method.to_owned()).or_default();
        operations.retain(|other| other.named || !named || other.rank != rank);
        operations.push(Operation { value, named, rank });
    }

    pub(super) fn into_value(mut self) -> Value {
        let mut paths = Map::new();
        for key in &self.order {
            let Some(item) = self.items.remove(key) else { continue };
            let mut value = Map::new();
            let mut additional = Map::new();
            for (method, operations) in item.operations {
                let Some(operation) = with_alternatives(operations) else { continue };
                if KNOWN_METHODS.contains(&method.as_str()) {
                    value.insert(method.to_ascii_lowercase(), operation);
                } else {
                    additional.insert(method, operation);
                }
            }
            if !additional.is_empty() {
                // OpenAPI 3.2 calls them `additionalOperations`.
                value.insert("x-additional-operations".into(), additional.into());
            }
            paths.insert(item.path, value.into());
        }
        paths.into()
    }
}

/// The first operation, with the others in it: the router chooses among them by a regex or a host, which paths of a document do
/// not have.
fn with_alternatives(mut operations: Vec<Operation>) -> Option<Value> {
    operations.sort_by(|one, other| one.rank.cmp(&other.rank));
    let is_one_of_several = operations.len() > 1;
    let mut values = operations.into_iter().map(|Operation { mut value, rank, .. }| {
        if is_one_of_several || rank.on_host {
            value.insert("x-matches".into(), rank.matches.into());
        }
        value
    });
    let mut first = values.next()?;
    let others: Vec<Value> = values.map(Value::from).collect();
    if !others.is_empty() {
        first.insert("x-alternatives".into(), others.into());
    }
    Some(first.into())
}

fn key(template: &Template) -> String {
    template.path_with(|_| "")
}

/// The parameters of an operation, under the names that the path has in the document; parts of the path that no argument
/// reads are among them, as a document must name all.
pub(super) fn parameters(mut entries: Vec<Entry>, template: &Template, names: &[String]) -> Vec<Value> {
    use crate::problem::Place;
    let renamed = |name: &str| {
        let at = template.parameters.iter().position(|parameter| parameter.name == name);
        at.and_then(|at| names.get(at)).cloned()
    };
    // A value from the host, or from an optional part that this path lacks, is no parameter of it.
    entries.retain(|entry| entry.place != Place::Path || renamed(&entry.name).is_some());
    for parameter in &template.parameters {
        if !entries.iter().any(|entry| entry.place == Place::Path && entry.name == parameter.name) {
            entries.push(Entry::unread(&parameter.name));
        }
    }
    let place_order = |entry: &Entry| match entry.place {
        Place::Path => template.parameters.iter().position(|parameter| parameter.name == entry.name).unwrap_or(0),
        _ => template.parameters.len(),
    };
    entries.sort_by_key(place_order);
    let mut values = Vec::new();
    for entry in &mut entries {
        if entry.place == Place::Path {
            let regex = template.parameters.iter().find(|parameter| parameter.name == entry.name);
            if let Some(regex) = regex.and_then(|parameter| parameter.regex.as_ref()) {
                entry.narrow(&format!("^(?:{regex})$"));
            }
        }
        let name = match entry.place {
            Place::Path => renamed(&entry.name).unwrap_or_else(|| entry.name.clone()),
            _ => entry.name.clone(),
        };
        values.push(entry.to_value(&name));
    }
    values
}
