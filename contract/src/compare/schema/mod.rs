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
mod types;
mod unions;
mod values;
mod view;

use std::collections::{BTreeSet, HashSet, VecDeque};

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};
use view::View;

/// How many pairs of schemas one operation may need. The largest public documents need some thousands.
const PAIRS_MAX: usize = 100_000;

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

/// Two schemas to compare, each as a list of those that hold together, and where.
#[derive(Debug)]
struct Pair<'a> {
    old: Vec<Node<'a>>,
    new: Vec<Node<'a>>,
    spot: Spot,
}

/// What tells pairs apart.
type PairId = (Vec<usize>, Vec<usize>, Direction, [bool; 2]);

/// The pairs of schemas that are still to be compared.
#[derive(Debug, Default)]
pub(super) struct Queue<'a> {
    pairs: VecDeque<Pair<'a>>,
    /// Those that this operation has met.
    met: HashSet<PairId>,
    /// Those that earlier operations have met, and nothing was found in them or below.
    same: HashSet<PairId>,
    /// How much had been found when this operation began.
    found_before: usize,
}

impl<'a> Queue<'a> {
    fn push(&mut self, old: Vec<Node<'a>>, new: Vec<Node<'a>>, spot: Spot) {
        let ids = |nodes: &[Node<'a>]| nodes.iter().map(Node::id).collect();
        let id = (ids(&old), ids(&new), spot.direction, [spot.is_text, spot.is_null_told]);
        if !self.same.contains(&id) && self.met.insert(id) {
            self.pairs.push_back(Pair { old, new, spot });
        }
    }
}

impl<'a> Comparison<'a> {
    /// Has two schemas compared, in time.
    pub(super) fn compare_schema(&mut self, old: Node<'a>, new: Node<'a>, spot: &Spot) {
        self.queue.push(vec![old], vec![new], spot.clone());
    }

    fn compare_schemas(&mut self, old: &[Node<'a>], new: &[Node<'a>], spot: Spot) {
        self.queue.push(old.to_vec(), new.to_vec(), spot);
    }

    /// Compares all schemas that an operation came upon.
    pub(super) fn compare_queued_schemas(&mut self) {
        while let Some(pair) = self.queue.pairs.pop_front() {
            if self.queue.met.len() > PAIRS_MAX {
                self.queue.pairs.clear();
                let place = Place::newest(pair.old.first(), pair.new.first());
                if let Some(place) = place {
                    self.found(Kind::MemberChanged, &pair.spot, place, "too large to be compared");
                }
            } else {
                self.compare_pair(&pair);
            }
        }
        let met = std::mem::take(&mut self.queue.met);
        let found = self.findings.count();
        if found == self.queue.found_before {
            self.queue.same.extend(met);
        }
        self.queue.found_before = found;
    }

    fn compare_pair(&mut self, Pair { old: old_schemas, new: new_schemas, spot }: &Pair<'a>) {
        let (old, new) = (View::of(old_schemas, spot.direction), View::of(new_schemas, spot.direction));
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
            (Some(was), Some(is)) if self.sameness.is_same(was, is) => return,
            (Some(_), Some(_)) => (Kind::ConstraintChanged, "is another"),
            (None, _) => (Kind::ConstraintAdded, "is new"),
            (_, None) => (Kind::ConstraintRemoved, "is gone"),
        };
        if let Some(place) = Place::newest(was, is) {
            self.found(kind, spot, place, format!("`{name}` {what}"));
        }
    }
}
