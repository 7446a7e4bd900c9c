//! The paths of a document, and the operations on each.

use serde_json::{Map, Value};

use super::object::{set, set_list, set_object};
use super::parameter::Entry;
use crate::routing::{Template, TemplateParameter};
use crate::sorted::{self, SortedMap};

/// The methods that a document has a place for (OpenAPI 3.1, section 4.8.9.1).
const KNOWN_METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"];

/// What an `#[any]` route is listed under: the methods that clients use.
pub(super) const ANY_METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The paths gathered so far.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// In the order of declaration.
    items: Vec<Item>,
    /// By the path without its names, as names make no difference: `/users/{}`.
    by_key: SortedMap<String, Place>,
}

/// Which of the paths it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place(usize);

#[derive(Debug, Default)]
struct Item {
    path: String,
    /// The parameters' names, which are those of the first route that has this path.
    names: Vec<String>,
    /// By method.
    operations: SortedMap<String, Vec<Operation>>,
}

/// One of the operations on a path and a method.
#[derive(Debug)]
pub(super) struct Operation {
    value: Map<String, Value>,
    /// Named by the route; an `#[any]` route gives way to it.
    named: bool,
    rank: Rank,
}

impl Operation {
    pub(super) fn new(value: Map<String, Value>, named: bool, template: &Template, host: Option<&str>) -> Self {
        Self { value, named, rank: Rank::new(template, host) }
    }
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
    /// The template's path.
    pub(super) fn place(&mut self, template: &Template) -> Place {
        let key = template.path_with(|_| "");
        if let Some(known) = self.by_key.get(&*key) {
            return *known;
        }
        let place = Place(self.items.len());
        let names = template.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        self.items.push(Item { path: template.path(), names, operations: SortedMap::default() });
        *self.by_key.entry(key) = place;
        place
    }

    /// The path's text in the document, and the names that its parameters have there.
    pub(super) fn at(&self, place: Place) -> (&str, &[String]) {
        let item = &self.items[place.0];
        (&item.path, &item.names)
    }

    /// Whether `method` on this path is answered by a route that names it.
    pub(super) fn is_named(&self, place: Place, method: &str) -> bool {
        let mut operations = self.items[place.0].operations.iter();
        operations.any(|(known, operations)| known == method && operations.iter().any(|operation| operation.named))
    }

    /// Adds an operation. A route that names the method goes before an `#[any]` route of the same pattern.
    pub(super) fn add(&mut self, place: Place, method: &str, operation: Operation) {
        let operations = self.items[place.0].operations.entry(method.to_owned());
        operations.retain(|other| other.named || !operation.named || other.rank != operation.rank);
        operations.push(operation);
    }

    pub(super) fn into_value(self) -> Value {
        let mut paths = Map::new();
        for item in self.items {
            let mut value = Map::new();
            let mut additional = Map::new();
            for (method, operations) in item.operations {
                let Some(operation) = with_alternatives(operations) else { continue };
                if KNOWN_METHODS.contains(&method.as_str()) {
                    set(&mut value, &method.to_ascii_lowercase(), operation);
                } else {
                    set(&mut additional, &method, operation);
                }
            }
            // OpenAPI 3.2 calls them `additionalOperations`.
            set_object(&mut value, "x-additional-operations", additional);
            set(&mut paths, &item.path, value.into());
        }
        paths.into()
    }
}

/// The first operation, with the others in it: the router chooses among them by a regex or a host, which paths of a document do
/// not have.
fn with_alternatives(mut operations: Vec<Operation>) -> Option<Value> {
    sorted::sort(&mut operations, |one, other| one.rank < other.rank);
    let is_one_of_several = operations.len() > 1;
    let mut values = Vec::new();
    for Operation { mut value, rank, .. } in operations {
        if is_one_of_several || rank.on_host {
            set(&mut value, "x-matches", rank.matches.into());
        }
        values.push(Value::Object(value));
    }
    let others = values.split_off(values.len().min(1));
    let mut first = values.pop()?;
    if let Some(first) = first.as_object_mut() {
        set_list(first, "x-alternatives", others);
    }
    Some(first)
}

/// The parameters of an operation, under the names that the path has in the document; parts of the path that no argument
/// reads are among them, as a document must name all.
pub(super) fn parameters(mut entries: Vec<Entry>, template: &Template, names: &[String]) -> Vec<Value> {
    use crate::problem::Place;
    // A value from the host, or from an optional part that this path lacks, is no parameter of it.
    entries.retain(|entry| entry.place != Place::Path || position(template, &entry.name).is_some());
    for parameter in &template.parameters {
        if !entries.iter().any(|entry| entry.place == Place::Path && entry.name == parameter.name) {
            entries.push(Entry::unread(&parameter.name));
        }
    }
    let mut placed = Vec::new();
    for entry in entries {
        let at = if entry.place == Place::Path { position(template, &entry.name) } else { None };
        placed.push((at.unwrap_or(template.parameters.len()), entry));
    }
    sorted::sort(&mut placed, |(one, _), (other, _)| one < other);
    let mut values = Vec::new();
    for (at, mut entry) in placed {
        if let Some(TemplateParameter { regex: Some(regex), .. }) = template.parameters.get(at) {
            entry.narrow(&format!("^(?:{regex})$"));
        }
        let name = names.get(at).unwrap_or(&entry.name);
        values.push(entry.to_value(name));
    }
    values
}

/// Which of the template's parameters has this name.
fn position(template: &Template, name: &str) -> Option<usize> {
    template.parameters.iter().position(|parameter| parameter.name == name)
}
