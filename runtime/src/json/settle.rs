//! Going down to a node, and settling what comes back: the one place where a refusal becomes a fault.
//!
//! A type may refuse in its visitor or after it (`String::deserialize(d)?.parse()`), so faults are settled where the node was
//! handed out, not where it was read.

use std::any::type_name;

use serde::de::DeserializeSeed;

use super::ledger::{Ledger, Mend, Spot};
use super::node::{Member, Node};
use super::refusal::Refusal;
use super::stand_in::{self, Reader};
use super::words;
use crate::problem::Location;

/// What a type demanded of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Demand {
    Nothing,
    Bool,
    Whole,
    Float,
    Character,
    Text,
    /// Whatever stands there.
    Any,
    Enum,
    Struct,
    Map,
    /// A list, bytes, null: what has one stand-in and no other.
    Other,
}

/// What happened while a node was read.
#[derive(Debug)]
pub(super) struct Reading {
    /// The type that is read, for what is learned by type.
    pub(super) type_name: &'static str,
    pub(super) mend: Option<Mend>,
    /// The step of the ladder that a stand-in is taken from.
    pub(super) step: usize,
    pub(super) demand: Demand,
    /// Whether the type would take `null` for nothing.
    pub(super) optional: bool,
    pub(super) stood_in: bool,
    /// How many values the ladder of stand-ins has.
    pub(super) ladder: usize,
    /// The member of the object that was given out last.
    pub(super) current: Option<usize>,
    /// Whether serde took members into a buffer of its own, to read them later (flatten, tags): what is refused then may stand
    /// anywhere below.
    pub(super) buffered: bool,
}

impl Reading {
    fn new(node: Option<&Node<'_>>, type_name: &'static str, ledger: &Ledger) -> Self {
        let mend = node.and_then(|node| ledger.mend(node));
        let step = match mend {
            Some(Mend::StandIn(step)) => step,
            _ => ledger.step(type_name),
        };
        Self {
            type_name,
            mend,
            step,
            demand: Demand::Nothing,
            optional: false,
            stood_in: false,
            ladder: 0,
            current: None,
            buffered: false,
        }
    }

    /// The tag of an enum (by the name that serde's derive gives its type): a stand-in would have the content read as the
    /// wrong variant's.
    fn is_tag(&self) -> bool {
        self.type_name.ends_with("::__Field")
    }
}

/// The place of a member; of a name too long to be told, the place of its object.
pub(super) fn member_at<'b>(at: &'b Location<'b>, name: &'b str) -> Location<'b> {
    const MAX_NAME_BYTES: usize = 128;
    if name.len() > MAX_NAME_BYTES { *at } else { at.key(name) }
}

/// Reads a value from a node, or makes one up where there is none.
///
/// # Errors
///
/// [`Refusal::Again`], [`Refusal::Out`] or [`Refusal::Stop`]: all else is settled.
pub(super) fn descend<'de, S: DeserializeSeed<'de>>(
    seed: S,
    node: Option<&Node<'de>>,
    at: &Location<'_>,
    ledger: &mut Ledger,
) -> Result<S::Value, Refusal> {
    ledger.visit()?;
    let mut reading = Reading::new(node, type_name::<S::Value>(), ledger);
    if reading.mend == Some(Mend::Out) {
        return Err(Refusal::Out);
    }
    let before = ledger.stand_ins();
    if node.is_none() {
        ledger.enter_invented()?;
    }
    let result = seed.deserialize(Reader { node, at, reading: &mut reading, ledger: &mut *ledger });
    if node.is_none() {
        ledger.leave_invented();
    }
    let result = result.map_err(|refusal| Case { node, at, reading: &reading, ledger: &mut *ledger }.settle(refusal));
    if reading.demand == Demand::Struct && ledger.stand_ins() > before {
        ledger.spoil(at);
    }
    result
}

struct Case<'x, 'de> {
    node: Option<&'x Node<'de>>,
    at: &'x Location<'x>,
    reading: &'x Reading,
    ledger: &'x mut Ledger,
}

impl<'x, 'de> Case<'x, 'de> {
    fn settle(mut self, refusal: Refusal) -> Refusal {
        match refusal {
            Refusal::Again | Refusal::Stop => refusal,
            _ if self.ledger.is_unfinished() => Refusal::Again,
            Refusal::Out => self.give_up(),
            Refusal::Missing(name) => self.missing(name),
            Refusal::Unknown(names) => self.unknown(names),
            Refusal::Duplicate(name) => self.duplicate(name),
            Refusal::Variant(names) => self.variant(names),
            Refusal::Borrow => self.refused(words::NO_ESCAPES),
            Refusal::Zero => self.refused(words::NOT_ZERO),
            Refusal::Value => self.refused(words::NOT_VALID),
        }
    }

    /// Nothing stands in for this node but `null`, where that is taken.
    fn give_up(&mut self) -> Refusal {
        let Some(node) = self.node else { return Refusal::Out };
        if self.reading.optional && self.reading.mend != Some(Mend::Null) {
            self.ledger.set_mend(node, Mend::Null);
            return Refusal::Again;
        }
        self.ledger.set_mend(node, Mend::Out);
        Refusal::Out
    }

    fn members(&self) -> &'x [Member<'de>] {
        self.node.map_or(&[], Node::members)
    }

    /// A struct says so at its end, when all its other members are read.
    fn missing(&mut self, name: &'static str) -> Refusal {
        let mut left_out =
            self.members().iter().filter(|member| self.ledger.mend(&member.value) == Some(Mend::Out)).peekable();
        let beside_left_out = left_out.peek().is_some();
        if left_out.any(|member| member.name == name) {
            return self.give_up();
        }
        let spot = Spot::new(self.node, self.reading.type_name);
        let is_here = self.reading.demand == Demand::Struct || !self.reading.buffered;
        let is_new = (is_here || self.reading.demand == Demand::Map) && self.ledger.inject(spot, name);
        // Beside a member that was left out it may be that one, under its alias: better not say what may be wrong.
        if matches!(self.node, Some(Node::Object(_))) && !beside_left_out {
            if is_here && is_new {
                self.ledger.note(&self.at.key(name), "required", words::MISSING);
            } else if !self.ledger.has_fault_within(self.at) {
                self.ledger.note(self.at, "required", words::lacks(name));
            }
        }
        if is_new { Refusal::Again } else { self.give_up() }
    }

    fn unknown(&mut self, names: &'static [&'static str]) -> Refusal {
        let Some(member) = self.reading.current.and_then(|index| self.members().get(index)) else {
            return self.refused(words::NOT_VALID);
        };
        self.ledger.set_names(self.reading.type_name, names);
        self.ledger.note_harmless(&member_at(self.at, &member.name), "unknown", words::UNKNOWN);
        self.ledger.set_mend(&member.value, Mend::Ignored);
        Refusal::Again
    }

    /// The first one counts; all that follow are ignored.
    fn duplicate(&mut self, name: &'static str) -> Refusal {
        let members = self.members();
        let Some((later, current)) =
            self.reading.current.and_then(|index| Some((members.get(index..)?, members.get(index)?)))
        else {
            return self.refused(words::NOT_VALID);
        };
        self.ledger.note_harmless(self.at, "duplicate", words::twice(name));
        for member in later.iter().filter(|member| member.name == current.name) {
            self.ledger.set_mend(&member.value, Mend::Ignored);
        }
        Refusal::Again
    }

    fn variant(&mut self, names: &'static [&'static str]) -> Refusal {
        if self.node.is_some_and(Node::is_composite) && self.reading.demand != Demand::Enum {
            if !self.ledger.has_fault_within(self.at) {
                self.ledger.note(self.at, "enum", words::holds_none_of(names));
            }
            return self.give_up();
        }
        if self.reading.demand == Demand::Enum {
            self.ledger.set_names(self.reading.type_name, names);
        }
        self.refused_as("enum", words::one_of(names))
    }

    fn refused(&mut self, detail: &'static str) -> Refusal {
        self.refused_as("type", detail.to_owned())
    }

    fn refused_as(&mut self, code: &'static str, detail: String) -> Refusal {
        if self.reading.stood_in {
            return if self.reading.is_tag() { self.give_up() } else { self.next_step() };
        }
        // What was put in below may be why it is refused here.
        if !self.ledger.has_fault_within(self.at) {
            self.ledger.note(self.at, code, detail);
        }
        let Some(node) = self.node else { return Refusal::Out };
        if self.reading.optional || self.reading.is_tag() || node.is_composite() && self.reading.demand != Demand::Enum
        {
            return self.give_up();
        }
        if self.reading.step >= stand_in::ladder(self.reading.demand, self.reading.ladder) {
            return self.give_up();
        }
        self.ledger.set_mend(node, Mend::StandIn(self.reading.step));
        Refusal::Again
    }

    /// A stand-in was refused: this type is offered the next one from now on.
    fn next_step(&mut self) -> Refusal {
        let step = self.reading.step + 1;
        self.ledger.set_step(self.reading.type_name, step);
        if self.reading.optional || step >= stand_in::ladder(self.reading.demand, self.reading.ladder) {
            return self.give_up();
        }
        if let Some(node) = self.node {
            self.ledger.set_mend(node, Mend::StandIn(step));
        }
        Refusal::Again
    }
}
