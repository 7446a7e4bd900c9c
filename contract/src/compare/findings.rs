//! What was found, once each: a component that many operations share differs once.

use std::collections::HashMap;

use serde_json::Value;

use crate::difference::{Difference, Side};
use crate::kind::{Direction, Kind};
use crate::node::Node;

/// Where a comparison is, in words.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// `GET /users/{id}`.
    operation: String,
    /// `request body`, `200 response`.
    part: Option<String>,
    /// The way into the body: `items[].qty`.
    path: String,
    pub(super) direction: Direction,
    /// The value is spelt as text, as in a query: there the text `5` and the number 5 are one.
    pub(super) is_text: bool,
    /// Whether `null` comes in is compared around it.
    pub(super) is_null_told: bool,
}

impl Spot {
    pub(super) fn of(operation: impl Into<String>, direction: Direction) -> Self {
        Self {
            operation: operation.into(),
            part: None,
            path: String::new(),
            direction,
            is_text: false,
            is_null_told: false,
        }
    }

    pub(super) fn part(&self, part: impl Into<String>, direction: Direction) -> Self {
        Self { part: Some(part.into()), direction, ..self.clone() }
    }

    pub(super) fn spelt(self) -> Self {
        Self { is_text: true, ..self }
    }

    pub(super) fn with_null_told(&self) -> Self {
        Self { is_null_told: true, ..self.clone() }
    }

    pub(super) fn property(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        Self { path: format!("{}{dot}{name}", self.path), is_text: false, is_null_told: false, ..self.clone() }
    }

    /// The elements of a list, all or one.
    pub(super) fn element(&self, index: Option<usize>) -> Self {
        let index = index.map_or(String::new(), |index| index.to_string());
        Self { path: format!("{}[{index}]", self.path), is_null_told: false, ..self.clone() }
    }

    pub(super) fn variant(&self, name: &str) -> Self {
        Self { path: format!("{}({name})", self.path), ..self.clone() }
    }

    fn part_and_path(&self) -> String {
        let mut text = self.part.as_ref().map_or(String::new(), |part| format!(", {part}"));
        if !self.path.is_empty() {
            text = format!("{text}, `{}`", self.path);
        }
        text
    }
}

/// Where a difference stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Place {
    side: Side,
    pointer: String,
}

impl Place {
    pub(super) fn old(node: &Node<'_>) -> Self {
        Self { side: Side::Old, pointer: node.pointer.clone() }
    }

    pub(super) fn new(node: &Node<'_>) -> Self {
        Self { side: Side::New, pointer: node.pointer.clone() }
    }

    /// Where it is now, or else where it was.
    pub(super) fn newest(old: Option<&Node<'_>>, new: Option<&Node<'_>>) -> Option<Self> {
        new.map(Self::new).or_else(|| old.map(Self::old))
    }

    /// The last name on the way.
    pub(super) fn last_name(&self) -> String {
        let name = self.pointer.rsplit('/').next().unwrap_or_default();
        name.replace("~1", "/").replace("~0", "~")
    }
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    index: HashMap<(Kind, Direction, Place), usize>,
}

#[derive(Debug)]
struct Finding {
    kind: Kind,
    direction: Direction,
    place: Place,
    operations: Vec<String>,
    /// All of the sentence that follows the operation.
    rest: String,
}

impl Findings {
    /// The index of what was found, now or before.
    pub(super) fn push(&mut self, kind: Kind, spot: &Spot, place: Place, what: String) -> usize {
        let key = (kind, spot.direction, place);
        if let Some(&index) = self.index.get(&key) {
            self.repeat(index, spot);
            return index;
        }
        self.list.push(Finding {
            kind,
            direction: spot.direction,
            place: key.2.clone(),
            operations: vec![spot.operation.clone()],
            rest: format!("{}: {what}", spot.part_and_path()),
        });
        let index = self.list.len() - 1;
        self.index.insert(key, index);
        index
    }

    /// Something that was found before is found in one more operation.
    pub(super) fn repeat(&mut self, index: usize, spot: &Spot) {
        let Some(known) = self.list.get_mut(index) else { return };
        // Operations come one after the other.
        if known.operations.last() != Some(&spot.operation) {
            known.operations.push(spot.operation.clone());
        }
    }

    pub(super) fn into_differences(self) -> Vec<Difference> {
        self.list.into_iter().map(Finding::into_difference).collect()
    }
}

impl Finding {
    fn into_difference(self) -> Difference {
        let first = self.operations.first().map_or("", String::as_str);
        let more = match self.operations.len() - 1 {
            0 => String::new(),
            1 => " and 1 more".to_owned(),
            more => format!(" and {more} more"),
        };
        Difference {
            class: self.kind.class(self.direction),
            kind: self.kind,
            pointer: self.place.pointer,
            side: self.place.side,
            detail: format!("{first}{more}{}", self.rest),
        }
    }
}

/// A value in a sentence, shortened where it is long.
pub(super) fn shown(value: &Value) -> String {
    const SHOWN_MAX: usize = 60;
    let text = value.to_string();
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
