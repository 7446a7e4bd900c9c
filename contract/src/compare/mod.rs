//! Compares two contracts: a file per part of a document.
//!
//! `operations` pairs what clients call; `parameters`, `content`, `responses`, `security` and `servers` compare a pair's parts;
//! `schema` compares what is sent; `same` says whether what is not understood is equal; `findings` gathers.
//!
//! Every value that has not the form it should have is such an unknown, so that any JSON at all can be compared.

mod budget;
mod content;
mod findings;
mod operations;
mod parameters;
mod responses;
mod same;
mod schema;
mod security;
mod servers;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::difference::Differences;
use crate::kind::{Direction, Kind};
use crate::lock::Lock;
use crate::node::Node;

use budget::Budget;
use findings::{Findings, Place, Spot};
use same::Sameness;
use schema::Queue;

/// All differences from an old contract to a new one.
pub fn compare(old: &Lock, new: &Lock) -> Differences {
    let mut comparison = Comparison::of(old, new);
    // What is the same word for word means the same.
    if !contract_of(old).eq(contract_of(new)) {
        comparison.compare_documents(&Node::root(old.document()), &Node::root(new.document()));
    }
    Differences::new(comparison.findings.into_differences(), old.version(), new.version())
}

/// The members of a lock that are compared, in order.
fn contract_of(lock: &Lock) -> impl Iterator<Item = (&String, &Value)> {
    lock.document().as_object().into_iter().flatten().filter(|(name, _)| !["info", "openapi"].contains(&name.as_str()))
}

/// A comparison under way: what was found, and which schemas are still to be compared.
#[derive(Debug)]
struct Comparison<'a> {
    findings: Findings,
    queue: Queue<'a>,
    sameness: Sameness,
    budget: Budget,
}

impl<'a> Comparison<'a> {
    fn of(old: &Lock, new: &Lock) -> Self {
        Self {
            findings: Findings::default(),
            queue: Queue::default(),
            sameness: Sameness::default(),
            budget: Budget::of(old.document(), new.document()),
        }
    }

    fn compare_documents(&mut self, old: &Node<'a>, new: &Node<'a>) {
        let spot = Spot::of("the API", Direction::Request);
        self.compare_servers(old, new, &spot);
        self.compare_operations(old, new);
        // Components and security count where operations use them.
        self.compare_others(old, new, &["components", "info", "openapi", "paths", "security", "servers"], &spot);
    }

    fn found(&mut self, kind: Kind, spot: &Spot, place: Place, what: impl Into<String>) {
        let finding = self.findings.push(kind, spot, place, what.into());
        self.queue.note(finding);
    }

    /// Two members of one form. Where either has another form they are compared as unknowns, and none is given back.
    fn well_formed(
        &mut self,
        old: Option<Node<'a>>,
        new: Option<Node<'a>>,
        form: fn(&Value) -> bool,
        spot: &Spot,
    ) -> (Option<Node<'a>>, Option<Node<'a>>) {
        let (old, new) = (old.map(|node| node.resolved()), new.map(|node| node.resolved()));
        if [&old, &new].into_iter().flatten().all(|node| form(node.value)) {
            return (old, new);
        }
        self.compare_unknown(old.as_ref(), new.as_ref(), spot);
        (None, None)
    }

    /// A member that is understood where it is missing or of this form.
    fn compare_misformed(&mut self, name: &str, old: &Node<'a>, new: &Node<'a>, form: fn(&Value) -> bool, spot: &Spot) {
        let (was, is) = (old.member(name), new.member(name));
        if ![&was, &is].into_iter().flatten().all(|node| form(node.value)) {
            self.compare_unknown(was.as_ref(), is.as_ref(), spot);
        }
    }

    /// All members but these.
    fn compare_others(&mut self, old: &Node<'a>, new: &Node<'a>, understood: &[&str], spot: &Spot) {
        let names: BTreeSet<&str> = old.members().chain(new.members()).map(|(name, _)| name).collect();
        for name in names.into_iter().filter(|name| !understood.contains(name)) {
            self.compare_unknown(old.member(name).as_ref(), new.member(name).as_ref(), spot);
        }
    }

    /// What is not understood is equal or not.
    fn compare_unknown(&mut self, old: Option<&Node<'a>>, new: Option<&Node<'a>>, spot: &Spot) {
        let what = match (old, new) {
            (Some(old), Some(new)) if self.sameness.is_same(old, new, &mut self.budget) => return,
            (None, None) => return,
            (Some(_), Some(_)) => "is another",
            (None, Some(_)) => "is new",
            (Some(_), None) => "is gone",
        };
        let Some(place) = Place::newest(old, new) else { return };
        let name = place.last_name();
        self.found(Kind::MemberChanged, spot, place, format!("`{name}` {what}"));
    }

    /// Whether something is deprecated.
    fn compare_deprecated(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let set = (Kind::Deprecated, "deprecated");
        self.compare_flag("deprecated", (old, new), set, (Kind::Undeprecated, "no longer deprecated"), spot);
    }

    /// A member that is true or false, and false where it is missing: what is found where it is set now, or was.
    fn compare_flag(
        &mut self,
        name: &str,
        (old, new): (&Node<'a>, &Node<'a>),
        is_set: (Kind, &str),
        was_set: (Kind, &str),
        spot: &Spot,
    ) {
        let (was, is) = (old.member(name), new.member(name));
        if ![&was, &is].into_iter().flatten().all(|node| node.value.is_boolean()) {
            return self.compare_unknown(was.as_ref(), is.as_ref(), spot);
        }
        let (kind, what) = match (old.is_set(name), new.is_set(name)) {
            (false, true) => is_set,
            (true, false) => was_set,
            _ => return,
        };
        // It stands where it is set, or else where it is said not to be.
        if let Some(place) = Place::newest(was.as_ref(), is.as_ref()) {
            self.found(kind, spot, place, what);
        }
    }
}
