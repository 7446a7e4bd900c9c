//! What the passes over a faulty body have found and learned, and how much work they may still do.

use std::borrow::Cow;
use std::collections::HashMap;

use super::node::{Node, NodeId};
use super::refusal::Refusal;
use crate::model::Shape;
use crate::problem::{Fault, Faults, Location};
use crate::sorted::SortedMap;

/// Visits that any body may cost; a small one is gone over many times within them.
const FREE_VISITS: usize = 50_000;

/// Further visits for each node: a large body is gone over about so many times.
const VISITS_PER_NODE: usize = 4;

/// Values made up within made-up values, no deeper than this: a type may hold itself.
const MAX_INVENTED_DEPTH: usize = 16;

/// More shapes than any interface has; nested shapes may be generic without end.
const MAX_SHAPES: usize = 1024;

/// What is done with a node of which a fault is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mend {
    /// A value of the kind that is demanded, the n-th of its ladder.
    StandIn(usize),
    /// It counts as `null`.
    Null,
    /// It is left out: nothing stands in for it.
    Out,
    /// A member that is not to be read at all; nothing hangs on it.
    Ignored,
}

/// Where a member is put in: an object of the body, or any made-up value of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Spot {
    Node(NodeId),
    Invented(&'static str),
}

impl Spot {
    pub(super) fn new(node: Option<&Node<'_>>, type_name: &'static str) -> Self {
        node.map_or(Self::Invented(type_name), |node| Self::Node(node.id()))
    }
}

/// A member that is put in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Injected {
    pub(super) name: &'static str,
    /// Which of the values that stand in for anything it has, where serde keeps it in a buffer.
    pub(super) step: usize,
}

/// The search for what an enum with its tag inside refuses. serde reads such an object into a buffer and tells of no place in it.
/// But it stops at the first member that is wrong, and misses a member only at the end: so in each pass the object has one member
/// more than in the one before, and what then goes wrong is that member.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search {
    /// The tag's index among the members.
    pub(super) tag: usize,
    /// How many of the other members are given.
    pub(super) given: usize,
    /// A member that is put in; whether it is this object that lacks it, the next refusal tells.
    pub(super) pending: Option<&'static str>,
}

impl Search {
    /// Where the member at an index comes among those beside the tag.
    fn rank(self, index: usize) -> usize {
        if index > self.tag { index - 1 } else { index }
    }

    /// Whether the member at an index is given in this pass.
    pub(super) fn gives(self, index: usize) -> bool {
        index == self.tag || self.rank(index) < self.given
    }

    /// The index of the member that was given last.
    pub(super) fn last(self) -> Option<usize> {
        let rank = self.given.checked_sub(1)?;
        Some(if rank < self.tag { rank } else { rank + 1 })
    }
}

/// All that is known of a faulty body. Types are told apart by `std::any::type_name`: what is learned by it saves passes, and
/// were two types to share a name, no more would be lost than a few of those.
#[derive(Debug)]
pub(super) struct Ledger {
    faults: Faults,
    mends: HashMap<NodeId, Mend>,
    /// The step of its ladder from which on a type is given stand-ins.
    steps: SortedMap<&'static str, usize>,
    /// Types that have said which names they take, and that they take no others.
    names: SortedMap<&'static str, &'static [&'static str]>,
    injected: HashMap<Spot, Vec<Injected>>,
    /// Objects of enums with their tag inside, that were refused.
    searches: HashMap<NodeId, Search>,
    shapes: Vec<&'static Shape>,
    /// Pointers to structs that hold a stand-in somewhere.
    spoilt: Vec<String>,
    /// Pointers to lists and maps that lack an element.
    shortened: Vec<String>,
    stand_ins: usize,
    unfinished: bool,
    visits: usize,
    max_visits: usize,
    invented_depth: usize,
}

impl Ledger {
    /// For a tree of so many nodes.
    pub(super) fn new(nodes: usize, shape: Option<&'static Shape>) -> Self {
        Self {
            faults: Faults::new(),
            mends: HashMap::new(),
            steps: SortedMap::default(),
            names: SortedMap::default(),
            injected: HashMap::new(),
            searches: HashMap::new(),
            shapes: reachable(shape),
            spoilt: Vec::new(),
            shortened: Vec::new(),
            stand_ins: 0,
            unfinished: false,
            visits: 0,
            max_visits: nodes.saturating_mul(VISITS_PER_NODE).saturating_add(FREE_VISITS),
            invented_depth: 0,
        }
    }

    pub(super) fn begin_pass(&mut self) {
        self.unfinished = false;
        self.invented_depth = 0;
    }

    /// Says that this pass has not seen all, and what it builds does not count.
    pub(super) fn leave_unfinished(&mut self) {
        self.unfinished = true;
    }

    pub(super) fn is_unfinished(&self) -> bool {
        self.unfinished
    }

    /// Counts a visit of a node or a member.
    pub(super) fn visit(&mut self) -> Result<(), Refusal> {
        self.visits += 1;
        if self.visits > self.max_visits || self.faults.is_full() { Err(Refusal::Stop) } else { Ok(()) }
    }

    #[cfg(test)]
    pub(super) fn visits(&self) -> usize {
        self.visits
    }

    /// Goes a level deeper into what is made up.
    pub(super) fn enter_invented(&mut self) -> Result<(), Refusal> {
        if self.invented_depth == MAX_INVENTED_DEPTH {
            return Err(Refusal::Out);
        }
        self.invented_depth += 1;
        Ok(())
    }

    pub(super) fn leave_invented(&mut self) {
        self.invented_depth -= 1;
    }

    /// Notes a fault, once, for which something must stand in.
    pub(super) fn note(&mut self, at: &Location<'_>, code: &'static str, detail: impl Into<Cow<'static, str>>) {
        self.stand_ins += 1;
        self.note_harmless(at, code, detail);
    }

    /// Notes a fault, once, that leaves the value as it is.
    pub(super) fn note_harmless(
        &mut self,
        at: &Location<'_>,
        code: &'static str,
        detail: impl Into<Cow<'static, str>>,
    ) {
        let fault = Fault::new(at, code, detail);
        if !self.faults.iter().any(|known| *known == fault) {
            self.faults.push(fault);
        }
    }

    /// Whether a fault stands at the place or below it.
    pub(super) fn has_fault_within(&self, at: &Location<'_>) -> bool {
        let pointer = at.pointer();
        self.faults.iter().any(|fault| is_within(&fault.pointer, &pointer))
    }

    pub(super) fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Adds the faults that rules found.
    pub(super) fn add_rules(&mut self, rules: Faults) {
        self.faults.append(rules);
    }

    pub(super) fn into_faults(self) -> Faults {
        self.faults
    }

    pub(super) fn mend(&self, node: &Node<'_>) -> Option<Mend> {
        if self.mends.is_empty() { None } else { self.mends.get(&node.id()).copied() }
    }

    pub(super) fn set_mend(&mut self, node: &Node<'_>, mend: Mend) {
        self.mends.insert(node.id(), mend);
    }

    pub(super) fn step(&self, type_name: &'static str) -> usize {
        self.steps.get(type_name).copied().unwrap_or(0)
    }

    pub(super) fn set_step(&mut self, type_name: &'static str, step: usize) {
        *self.steps.entry(type_name) = step;
    }

    pub(super) fn names(&self, type_name: &'static str) -> Option<&'static [&'static str]> {
        self.names.get(type_name).copied()
    }

    pub(super) fn set_names(&mut self, type_name: &'static str, names: &'static [&'static str]) {
        *self.names.entry(type_name) = names;
    }

    pub(super) fn injected(&self, spot: Spot) -> Vec<Injected> {
        if self.injected.is_empty() { Vec::new() } else { self.injected.get(&spot).cloned().unwrap_or_default() }
    }

    /// Has a member made up from now on; `false` where it is already.
    pub(super) fn inject(&mut self, spot: Spot, name: &'static str) -> bool {
        let members = self.injected.entry(spot).or_default();
        let new = members.iter().all(|member| member.name != name);
        if new {
            members.push(Injected { name, step: 0 });
        }
        new
    }

    /// Has the member that was put in last be made up otherwise: the others were taken before it was missed. `false` where there
    /// is none, or it has been all that it can be.
    pub(super) fn make_up_otherwise(&mut self, spot: Spot, kept: usize, ladder: usize) -> bool {
        match self.injected.get_mut(&spot).map(Vec::as_mut_slice) {
            Some([first @ .., last]) if first.len() >= kept && last.step + 1 < ladder => {
                last.step += 1;
                true
            }
            _ => false,
        }
    }

    /// Keeps the members that were put in first, and no others.
    pub(super) fn forget_injected(&mut self, spot: Spot, kept: usize) {
        if let Some(members) = self.injected.get_mut(&spot) {
            members.truncate(kept);
        }
    }

    pub(super) fn search(&self, node: &Node<'_>) -> Option<Search> {
        if self.searches.is_empty() { None } else { self.searches.get(&node.id()).copied() }
    }

    pub(super) fn set_search(&mut self, node: &Node<'_>, search: Search) {
        self.searches.insert(node.id(), search);
    }

    /// How many stand-ins there are so far; what has grown between two looks tells whether one was needed in between.
    pub(super) fn stand_ins(&self) -> usize {
        self.stand_ins
    }

    pub(super) fn spoil(&mut self, at: &Location<'_>) {
        push_new(&mut self.spoilt, at.pointer());
    }

    pub(super) fn shorten(&mut self, at: &Location<'_>) {
        push_new(&mut self.shortened, at.pointer());
    }

    /// The members that a struct must have, where its shape is known beyond doubt.
    ///
    /// serde tells a struct by its name and by all names its members may have, aliases too. An alias in use would make its
    /// member look missing, so the shape is then not used; nor where two shapes would fit and differ.
    pub(super) fn required(
        &self,
        name: &str,
        fields: &[&str],
        node: Option<&Node<'_>>,
    ) -> impl Iterator<Item = &'static str> + use<> {
        let mut fitting = self
            .shapes
            .iter()
            .copied()
            .filter(|shape| shape.name == name && shape.members.iter().all(|(member, _)| fields.contains(member)));
        let shape = fitting.next().filter(|first| fitting.all(|other| other.members == first.members));
        let members = shape.map_or(&[][..], |shape| shape.members);
        let alias_in_use = fields.len() > members.len()
            && node.map_or(&[][..], Node::members).iter().any(|member| {
                fields.contains(&&*member.name) && !members.iter().any(|(known, _)| *known == member.name)
            });
        let members = if alias_in_use { &[] } else { members };
        members.iter().filter(|(_, required)| *required).map(|(member, _)| *member)
    }

    /// Whether a fault of a rule, found on a value with stand-ins in it, would be there without them too. The value was built
    /// from `root`, which stands at `at`.
    pub(super) fn believes(&self, rule: &Fault, root: &Node<'_>, at: &Location<'_>) -> bool {
        let of_stand_in = self
            .faults
            .iter()
            .any(|fault| !matches!(&*fault.code, "unknown" | "duplicate") && is_within(&rule.pointer, &fault.pointer));
        let of_shortened = self.shortened.iter().any(|list| is_within(&rule.pointer, list));
        let of_spoilt = self.spoilt.contains(&rule.pointer);
        let beside_stand_in = || {
            rule.pointer.rsplit_once('/').is_some_and(|(parent, _)| self.spoilt.iter().any(|spoilt| spoilt == parent))
        };
        // What was not sent may have been, under an alias.
        let is_sent = || rule.pointer.strip_prefix(&at.pointer()).and_then(|way| root.at_pointer(way)).is_some();
        let of_sibling = beside_stand_in() && (rule.looks_beside.is_some() || !is_sent());
        !(of_stand_in || of_shortened || of_spoilt || of_sibling)
    }
}

/// Whether `pointer` points at what `root` points at, or below.
fn is_within(pointer: &str, root: &str) -> bool {
    pointer.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn push_new(pointers: &mut Vec<String>, pointer: String) {
    if !pointers.contains(&pointer) {
        pointers.push(pointer);
    }
}

/// The shape and all that can be reached from it.
fn reachable(shape: Option<&'static Shape>) -> Vec<&'static Shape> {
    let mut shapes: Vec<&'static Shape> = shape.into_iter().collect();
    let mut next = 0;
    while let Some(shape) = shapes.get(next).copied() {
        next += 1;
        for nested in shape.nested.iter().filter_map(|nested| nested()) {
            let known = |known: &&Shape| known.name == nested.name && std::ptr::eq(known.members, nested.members);
            if shapes.len() < MAX_SHAPES && !shapes.iter().any(known) {
                shapes.push(nested);
            }
        }
    }
    shapes
}
