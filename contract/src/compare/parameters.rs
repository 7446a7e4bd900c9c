//! Compares what a request says outside its body: in its path, query, headers and cookies.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};
use super::operations::Operation;

/// What a parameter is found by: where it is, and its name; in a path, its place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    place: String,
    name: String,
}

/// How a value is spelt: its style, and whether lists are exploded, and reserved characters stay as they are.
type Spelling<'a> = (&'a str, bool, bool);

/// The styles of OpenAPI 3.1.1, section 4.8.12.2.
const STYLES: [&str; 7] = ["deepObject", "form", "label", "matrix", "pipeDelimited", "simple", "spaceDelimited"];

/// "form, exploded".
fn shown((style, explode, reserved): Spelling<'_>) -> String {
    let explode = if explode { ", exploded" } else { "" };
    let reserved = if reserved { ", reserved characters as they are" } else { "" };
    format!("{style}{explode}{reserved}")
}

/// A parameter as it is used, and as it is defined.
#[derive(Debug)]
struct Parameter<'a> {
    used: Node<'a>,
    node: Node<'a>,
    place: &'a str,
    name: &'a str,
}

impl Parameter<'_> {
    /// A path always has its parameters.
    fn is_required(&self) -> bool {
        self.place == "path" || self.node.is_set("required")
    }

    /// "query parameter `page`".
    fn title(&self) -> String {
        match self.place {
            "header" => format!("header `{}`", self.name),
            "cookie" => format!("cookie `{}`", self.name),
            place => format!("{place} parameter `{}`", self.name),
        }
    }

    fn spot(&self, spot: &Spot) -> Spot {
        spot.part(self.title(), Direction::Request)
    }

    /// How its value is spelt, where nothing is said by the defaults of that section.
    fn spelling(&self) -> Spelling<'_> {
        let default = if matches!(self.place, "query" | "cookie") { "form" } else { "simple" };
        let style = self.node.text("style").unwrap_or(default);
        let explode =
            self.node.member("explode").map_or(style == "form", |explode| explode.value == &Value::Bool(true));
        (style, explode, self.node.is_set("allowReserved"))
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn compare_parameters(&mut self, old: &Operation<'a>, new: &Operation<'a>, spot: &Spot) {
        let (mut olds, old_unknown) = parameters(old);
        let (mut news, new_unknown) = parameters(new);
        self.compare_unknown_parameters(&old_unknown, &new_unknown, spot);

        let shared: Vec<Key> = olds.keys().filter(|key| news.contains_key(key)).cloned().collect();
        let mut pairs: Vec<_> = shared.iter().filter_map(|key| Some((olds.remove(key)?, news.remove(key)?))).collect();
        pairs.extend(self.moved_parameters(&mut olds, &mut news, spot));
        for (old, new) in &pairs {
            self.compare_parameter(old, new, spot);
        }
        for old in olds.values() {
            self.found(Kind::ParameterRemoved, &old.spot(spot), Place::old(&old.used), "removed");
        }
        for new in news.values() {
            let (kind, what) = match new.is_required() {
                true => (Kind::RequiredParameterAdded, "added, and required"),
                false => (Kind::ParameterAdded, "added, and optional"),
            };
            self.found(kind, &new.spot(spot), Place::new(&new.used), what);
        }
    }

    /// What is under `parameters` without a name and a place.
    fn compare_unknown_parameters(&mut self, olds: &[Node<'a>], news: &[Node<'a>], spot: &Spot) {
        for index in 0..olds.len().max(news.len()) {
            self.compare_unknown(olds.get(index), news.get(index), spot);
        }
    }

    /// Takes out the parameters that have the same name in another place.
    fn moved_parameters(
        &mut self,
        olds: &mut BTreeMap<Key, Parameter<'a>>,
        news: &mut BTreeMap<Key, Parameter<'a>>,
        spot: &Spot,
    ) -> Vec<(Parameter<'a>, Parameter<'a>)> {
        let mut moved = Vec::new();
        for old_key in olds.keys().cloned().collect::<Vec<_>>() {
            let Some(name) = olds.get(&old_key).map(|old| old.name) else { continue };
            let new_key = news.iter().find(|(_, new)| new.name.eq_ignore_ascii_case(name)).map(|(key, _)| key.clone());
            let Some(new) = new_key.and_then(|key| news.remove(&key)) else { continue };
            let Some(old) = olds.remove(&old_key) else { continue };
            let what = format!("was {}", old.title());
            self.found(Kind::ParameterMoved, &new.spot(spot), Place::new(&new.used), what);
            moved.push((old, new));
        }
        moved
    }

    fn compare_parameter(&mut self, old: &Parameter<'a>, new: &Parameter<'a>, spot: &Spot) {
        let spot = new.spot(spot);
        // What is in a path is always there.
        if [old.place, new.place] != ["path"; 2] {
            let is_set = (Kind::ParameterBecameRequired, "required, was optional");
            let was_set = (Kind::ParameterBecameOptional, "optional, was required");
            self.compare_flag("required", (&old.node, &new.node), is_set, was_set, &spot);
        }
        self.compare_deprecated(&old.node, &new.node, &spot);
        self.compare_spelling(old, new, &spot);
        self.compare_value(&old.node, &new.node, &spot);
        let understood =
            ["allowReserved", "content", "deprecated", "explode", "in", "name", "required", "schema", "style"];
        self.compare_others(&old.node, &new.node, &understood, &spot);
    }

    fn compare_spelling(&mut self, old: &Parameter<'a>, new: &Parameter<'a>, spot: &Spot) {
        let members = ["style", "explode", "allowReserved"].map(|name| (old.node.member(name), new.node.member(name)));
        let is_misformed =
            |node: &Node<'a>| !node.value.is_boolean() && !STYLES.iter().any(|style| node.value == style);
        for (was, is) in &members {
            if [was, is].into_iter().flatten().any(is_misformed) {
                return self.compare_unknown(was.as_ref(), is.as_ref(), spot);
            }
        }
        let (was, is) = (old.spelling(), new.spelling());
        // What has moved is spelt otherwise as a matter of course.
        if was == is || old.place != new.place {
            return;
        }
        let differs = |was: &Option<Node<'a>>, is: &Option<Node<'a>>| {
            was.as_ref().map(|node| node.value) != is.as_ref().map(|node| node.value)
        };
        let differing = members.iter().find(|(was, is)| differs(was, is));
        let place = differing.and_then(|(was, is)| Place::newest(was.as_ref(), is.as_ref()));
        let place = place.unwrap_or_else(|| Place::new(&new.used));
        self.found(Kind::ParameterStyleChanged, spot, place, format!("spelt {}, was {}", shown(is), shown(was)));
    }

    /// What a parameter or header holds: text by a schema, or a body of its own.
    pub(super) fn compare_value(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (was, is) = (old.member("schema"), new.member("schema"));
        if was.is_some() || is.is_some() {
            let was = was.unwrap_or_else(|| old.anything());
            let is = is.unwrap_or_else(|| new.anything());
            self.compare_schema(was, is, &spot.clone().spelt());
        }
        self.compare_content(old, new, spot);
    }
}

/// An operation's parameters, its own before those of its path, and what is no parameter.
fn parameters<'a>(operation: &Operation<'a>) -> (BTreeMap<Key, Parameter<'a>>, Vec<Node<'a>>) {
    let (mut known, mut unknown) = (BTreeMap::new(), Vec::new());
    for list in [&operation.node, &operation.item].into_iter().filter_map(|node| node.member("parameters")) {
        if !list.value.is_array() {
            unknown.push(list);
            continue;
        }
        for used in list.elements() {
            let node = used.resolved();
            let (Some(place), Some(name)) = (node.text("in"), node.text("name")) else {
                unknown.push(used);
                continue;
            };
            known.entry(key(operation, place, name)).or_insert(Parameter { used, node, place, name });
        }
    }
    (known, unknown)
}

fn key(operation: &Operation<'_>, place: &str, name: &str) -> Key {
    let name = match place {
        "header" => name.to_ascii_lowercase(),
        "path" => match operation.path_parameters().iter().position(|parameter| *parameter == name) {
            Some(index) => format!("{{{index}}}"),
            None => name.to_owned(),
        },
        _ => name.to_owned(),
    };
    Key { place: place.to_owned(), name }
}
