//! The pairs of schemas to compare, each of them once in a whole comparison.
//!
//! Many operations come upon the same pair. What was found in it and below is not looked for again, but counts for each of them.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::kind::Direction;
use crate::node::Node;

use super::super::findings::{Findings, Spot};

/// Two schemas to compare, each as a list of those that hold together, and where.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    pub(super) old: Vec<Node<'a>>,
    pub(super) new: Vec<Node<'a>>,
    pub(super) spot: Spot,
}

/// What tells pairs apart.
type PairId = (Vec<usize>, Vec<usize>, Direction, [bool; 2]);

/// What came of a pair.
#[derive(Debug, Default)]
struct Outcome {
    /// The pairs that it is made of.
    parts: Vec<usize>,
    /// What was found in it.
    findings: Vec<usize>,
    /// Whether something was found in it or below.
    differs: bool,
}

/// The pairs of schemas that are still to be compared, and what came of the others.
#[derive(Debug, Default)]
pub(in super::super) struct Queue<'a> {
    pending: VecDeque<(usize, Pair<'a>)>,
    indices: HashMap<PairId, usize>,
    outcomes: Vec<Outcome>,
    /// The pair that is being compared.
    current: Option<usize>,
    /// How many pairs there were when this operation began.
    before: usize,
    /// The pairs of earlier operations that this one came upon.
    met_again: Vec<usize>,
    /// What was found when the budget was spent.
    too_much: Option<usize>,
}

impl<'a> Queue<'a> {
    pub(super) fn push(&mut self, old: Vec<Node<'a>>, new: Vec<Node<'a>>, spot: Spot) {
        let ids = |nodes: &[Node<'a>]| nodes.iter().map(Node::id).collect();
        let id = (ids(&old), ids(&new), spot.direction, [spot.is_text, spot.is_null_told]);
        let next = self.outcomes.len();
        let index = *self.indices.entry(id).or_insert(next);
        if index == next {
            self.outcomes.push(Outcome::default());
            self.pending.push_back((index, Pair { old, new, spot }));
        } else if index < self.before {
            self.met_again.push(index);
        }
        if let Some(outcome) = self.current.and_then(|current| self.outcomes.get_mut(current)) {
            outcome.parts.push(index);
        }
    }

    /// The next pair. What is found and pushed from here on is of this one.
    pub(super) fn pop(&mut self) -> Option<Pair<'a>> {
        let (index, pair) = self.pending.pop_front().unzip();
        self.current = index;
        pair
    }

    /// Something was found.
    pub(in super::super) fn note(&mut self, finding: usize) {
        if let Some(outcome) = self.current.and_then(|current| self.outcomes.get_mut(current)) {
            outcome.findings.push(finding);
        }
    }

    /// What stands for all that is too much, once it was found.
    pub(super) fn too_much(&mut self) -> &mut Option<usize> {
        &mut self.too_much
    }

    /// All pairs of an operation are compared: what was found in those it has met again counts for it too.
    pub(super) fn finish(&mut self, findings: &mut Findings, spot: &Spot) {
        self.settle();
        let mut seen = HashSet::new();
        let mut pending = std::mem::take(&mut self.met_again);
        while let Some(index) = pending.pop() {
            let Some(outcome) = self.outcomes.get(index).filter(|outcome| outcome.differs) else { continue };
            if seen.insert(index) {
                outcome.findings.iter().for_each(|&finding| findings.repeat(finding, spot));
                pending.extend(&outcome.parts);
            }
        }
        self.before = self.outcomes.len();
    }

    /// Pairs around others that differ, differ. Those of earlier operations are settled: all they are made of was compared then.
    fn settle(&mut self) {
        let mut around: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut pending = Vec::new();
        for (index, outcome) in self.outcomes.iter().enumerate().skip(self.before) {
            let differs = |part: &usize| self.outcomes.get(*part).is_some_and(|part| part.differs);
            if !outcome.findings.is_empty() || outcome.parts.iter().any(differs) {
                pending.push(index);
            }
            for &part in outcome.parts.iter().filter(|part| **part >= self.before) {
                around.entry(part).or_default().push(index);
            }
        }
        while let Some(index) = pending.pop() {
            let Some(outcome) = self.outcomes.get_mut(index).filter(|outcome| !outcome.differs) else { continue };
            outcome.differs = true;
            pending.extend(around.get(&index).into_iter().flatten());
        }
    }

    /// How many pairs there were so far.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.outcomes.len()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::super::Comparison;
    use crate::node::Node;
    use crate::{Differences, Lock, compare};

    /// Components each of which has parts of two others, so that what holds together is another list at each step.
    fn tangled(operations: usize, last: &str) -> Value {
        const COUNT: usize = 24;
        let component = |index: usize| format!("#/components/schemas/A{}", index.min(COUNT - 1));
        let mut schemas = serde_json::Map::new();
        for index in 0..COUNT {
            let part =
                |step: usize| json!({ "allOf": [{ "$ref": component(index + step) }, { "$ref": component(0) }] });
            schemas.insert(format!("A{index}"), json!({ "properties": { "a": part(1), "b": part(2), "c": part(3) } }));
        }
        schemas[&format!("A{}", COUNT - 1)] = json!({ "properties": { "last": { "type": last } } });
        let content = json!({ "application/json": { "schema": { "$ref": component(0) } } });
        let paths: serde_json::Map<_, _> = (0..operations)
            .map(|index| (format!("/{index:02}"), json!({ "get": { "responses": { "200": { "content": content } } } })))
            .collect();
        json!({ "paths": paths, "components": { "schemas": schemas } })
    }

    /// How many pairs there are, and the differences.
    fn compared(before: &Value, after: &Value) -> (usize, Differences) {
        let (before, after) = (Lock::of(before), Lock::of(after));
        let mut comparison = Comparison::of(&before, &after);
        comparison.compare_documents(&Node::root(before.document()), &Node::root(after.document()));
        (comparison.queue.count(), compare(&before, &after))
    }

    /// What operations share is compared once, be it equal or not, and counts for each of them.
    #[test]
    fn a_pair_is_compared_once() {
        let document = |operations: usize, types: &str| {
            let mut document = tangled(operations, "string");
            let a: Vec<_> =
                (0..20).map(|index| json!({ "properties": { "a": { "type": types, "maxLength": index } } })).collect();
            document["components"]["schemas"]["A0"] = json!({ "properties": { "list": { "prefixItems": a } } });
            document
        };
        for types in ["string", "integer"] {
            let (one, _) = compared(&document(1, "string"), &document(1, types));
            let (many, differences) = compared(&document(50, "string"), &document(50, types));
            // The reference in each operation is a pair of its own.
            assert_eq!(many, one + 49);
            assert!(one < 100, "{one}");
            for difference in &differences {
                assert!(difference.detail.starts_with("GET /00 and 49 more, "), "{}", difference.detail);
            }
        }
    }

    /// There is one budget for all operations, and whoever it did not reach for is told.
    #[test]
    fn a_tangle_comes_to_an_end() {
        let (one, _) = compared(&tangled(1, "string"), &tangled(1, "integer"));
        let (many, differences) = compared(&tangled(50, "string"), &tangled(50, "integer"));
        // The larger document may be a little more work, but not one tangle for each operation.
        assert!(many < 2 * one, "{one} and {many}");
        assert!(one < 20_000, "{one}");
        let told = differences.iter().find(|difference| difference.detail.contains("too much to be compared"));
        let told = &told.expect("it is too much").detail;
        assert!(told.starts_with("GET /00 and 49 more, "), "{told}");
    }
}
