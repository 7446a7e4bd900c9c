//! Compares what two schemas allow.
//!
//! A `view` says what a schema means, however it is written. Two views are compared keyword by keyword, in `values` what a single
//! value may be, in `objects` and `arrays` what it is made of, in `unions` which of several forms it has.
//!
//! Schemas found on the way are queued rather than descended into: so no depth and no cycle of references is too much, each pair is
//! compared once, and the shortest way to it is the one that is told.

mod arrays;
mod format;
mod objects;
mod queue;
mod types;
mod unions;
mod values;
mod view;

use std::collections::BTreeSet;

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};
use queue::Pair;
pub(super) use queue::Queue;
use view::View;

/// Keywords that let less in than would come in without them.
const CONSTRAINTS: [&str; 16] = [
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "not",
    "patternProperties",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "uniqueItems",
];

impl<'a> Comparison<'a> {
    /// Has two schemas compared, in time.
    pub(super) fn compare_schema(&mut self, old: Node<'a>, new: Node<'a>, spot: &Spot) {
        self.queue.push(vec![old], vec![new], spot.clone());
    }

    fn compare_schemas(&mut self, old: &[Node<'a>], new: &[Node<'a>], spot: Spot) {
        self.queue.push(old.to_vec(), new.to_vec(), spot);
    }

    /// Compares all schemas that an operation came upon.
    pub(super) fn compare_queued_schemas(&mut self, operation: &Spot) {
        while let Some(pair) = self.queue.pop() {
            if self.budget.is_spent() {
                self.pair_is_too_much(&pair);
            } else {
                self.compare_pair(&pair);
            }
        }
        self.queue.finish(&mut self.findings, operation);
    }

    /// All that is left is one difference.
    fn pair_is_too_much(&mut self, pair: &Pair<'a>) {
        if let Some(finding) = *self.queue.too_much() {
            self.findings.repeat(finding, &pair.spot);
            return self.queue.note(finding);
        }
        if let Some(place) = Place::newest(pair.old.first(), pair.new.first()) {
            let what = "too much to be compared, from here on".to_owned();
            let finding = self.findings.push(Kind::MemberChanged, &pair.spot, place, what);
            *self.queue.too_much() = Some(finding);
            self.queue.note(finding);
        }
    }

    /// What schemas say together.
    fn view(&mut self, schemas: &[Node<'a>], direction: Direction) -> View<'a> {
        let view = View::of(schemas, direction);
        self.budget.spend(view.looks);
        view
    }

    fn compare_pair(&mut self, Pair { old: old_schemas, new: new_schemas, spot }: &Pair<'a>) {
        let (old, new) = (self.view(old_schemas, spot.direction), self.view(new_schemas, spot.direction));
        self.compare_annotations(&old, &new, spot);
        if self.compare_wrapped_unions((&old, old_schemas), (&new, new_schemas), spot) {
            return;
        }
        if !self.compare_types((&old, old_schemas), (&new, new_schemas), spot) {
            return;
        }
        self.compare_values(&old, &new, spot);
        self.compare_objects((&old, old_schemas), (&new, new_schemas), spot);
        self.compare_arrays((&old, old_schemas), (&new, new_schemas), spot);
        self.compare_all_unions(&old, &new, spot);
        self.compare_other_keywords(&old, &new, spot);
    }

    /// What says nothing of the values that are allowed.
    fn compare_annotations(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        match (&old.deprecated, &new.deprecated) {
            (None, Some(is)) => self.found(Kind::Deprecated, spot, Place::new(is), "deprecated"),
            (Some(was), None) => self.found(Kind::Undeprecated, spot, Place::old(was), "no longer deprecated"),
            _ => {}
        }
        self.compare_defaults(old, new, spot);
        if let (Some(was), Some(is)) = (&old.discriminator, &new.discriminator) {
            let (was, name) = (was.text("propertyName"), is.text("propertyName"));
            if was != name {
                let what = format!("told apart by `{}`, was `{}`", name.unwrap_or_default(), was.unwrap_or_default());
                self.found(Kind::DiscriminatorChanged, spot, Place::new(is), what);
            }
        }
    }

    /// Keywords of which no more is understood than whether they are equal.
    fn compare_other_keywords(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        let names: BTreeSet<&str> = old.others.keys().chain(new.others.keys()).copied().collect();
        for name in names {
            let empty = Vec::new();
            let (was, is) = (old.others.get(name).unwrap_or(&empty), new.others.get(name).unwrap_or(&empty));
            for index in 0..was.len().max(is.len()) {
                let (was, is) = (was.get(index), is.get(index));
                if CONSTRAINTS.contains(&name) {
                    self.compare_constraint(name, was, is, spot);
                } else {
                    self.compare_unknown(was, is, spot);
                }
            }
        }
    }

    fn compare_constraint(&mut self, name: &str, was: Option<&Node<'a>>, is: Option<&Node<'a>>, spot: &Spot) {
        let (kind, what) = match (was, is) {
            (Some(was), Some(is)) if self.sameness.is_same(was, is, &mut self.budget) => return,
            (Some(_), Some(_)) => (Kind::ConstraintChanged, "is another"),
            (None, _) => (Kind::ConstraintAdded, "is new"),
            (_, None) => (Kind::ConstraintRemoved, "is gone"),
        };
        if let Some(place) = Place::newest(was, is) {
            self.found(kind, spot, place, format!("`{name}` {what}"));
        }
    }
}
