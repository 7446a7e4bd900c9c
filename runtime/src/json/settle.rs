//! Going down to a node, and settling what comes back: the one place where a refusal becomes a fault.
//!
//! A type may refuse in its visitor or after it (`String::deserialize(d)?.parse()`), so faults are settled where the node was
//! handed out, not where it was read.

use std::any::type_name;

use serde::de::DeserializeSeed;

use super::ledger::{Ledger, Mend, Search, Spot};
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
    /// How many stand-ins there were when it began.
    stand_ins_before: usize,
    /// The member of the object that was given out last.
    pub(super) current: Option<usize>,
    /// Whether serde took members into a buffer of its own, to read them later (flatten, tags): what is refused then may stand
    /// anywhere below.
    pub(super) buffered: bool,
    /// The tag of an enum, once it was given out.
    pub(super) tag: Option<Tag>,
}

/// The tag of an enum.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag {
    pub(super) type_name: &'static str,
    /// Its index among the members; none where it is made up.
    pub(super) index: Option<usize>,
}

impl Reading {
    /// Goes down to a node, or to a value that is made up.
    fn enter(
        node: Option<&Node<'_>>,
        type_name: &'static str,
        step: Option<usize>,
        ledger: &mut Ledger,
    ) -> Result<Self, Refusal> {
        ledger.visit()?;
        let mend = node.and_then(|node| ledger.mend(node));
        let step = match (mend, step) {
            (Some(Mend::Out), _) => return Err(Refusal::Out),
            (Some(Mend::StandIn(step)), _) | (None, Some(step)) => step,
            _ => ledger.step(type_name),
        };
        if node.is_none() {
            ledger.enter_invented()?;
        }
        Ok(Self {
            type_name,
            mend,
            step,
            demand: Demand::Nothing,
            optional: false,
            stood_in: false,
            ladder: 0,
            stand_ins_before: ledger.stand_ins(),
            current: None,
            buffered: false,
            tag: None,
        })
    }

    /// Comes back up with a value.
    fn taken(&self, node: Option<&Node<'_>>, at: &Location<'_>, ledger: &mut Ledger) {
        Case { node, at, reading: self, ledger: &mut *ledger }.search_on();
        self.leave(node, at, ledger);
    }

    /// Comes back up with a refusal. What is left of it when it is settled goes on up.
    fn refused(&self, refusal: Refusal, node: Option<&Node<'_>>, at: &Location<'_>, ledger: &mut Ledger) -> Refusal {
        let settled = Case { node, at, reading: self, ledger: &mut *ledger }.settle(refusal);
        self.leave(node, at, ledger);
        settled
    }

    fn leave(&self, node: Option<&Node<'_>>, at: &Location<'_>, ledger: &mut Ledger) {
        if node.is_none() {
            ledger.leave_invented();
        }
        if self.demand == Demand::Struct && ledger.stand_ins() > self.stand_ins_before {
            ledger.spoil(at);
        }
    }

    /// Where a member of what is read is put in.
    pub(super) fn spot(&self, node: Option<&Node<'_>>) -> Spot {
        let of_stand_in = self.demand == Demand::Any && self.stood_in;
        Spot::new(node.filter(|_| !of_stand_in), self.type_name)
    }

    fn is_tag(&self) -> bool {
        is_tag(self.type_name)
    }
}

/// Whether a type is the tag of an enum, by the name that serde's derive gives it.
pub(super) fn is_tag(type_name: &str) -> bool {
    type_name.ends_with("::__Field")
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
    descend_from(seed, node, at, None, ledger)
}

/// The same; what is made up is that of a step of its ladder.
///
/// # Errors
///
/// See there.
// Apart for each type: inlined into one another, types within types would make one large function of a path that is seldom taken.
#[inline(never)]
pub(super) fn descend_from<'de, S: DeserializeSeed<'de>>(
    seed: S,
    node: Option<&Node<'de>>,
    at: &Location<'_>,
    step: Option<usize>,
    ledger: &mut Ledger,
) -> Result<S::Value, Refusal> {
    let mut reading = Reading::enter(node, type_name::<S::Value>(), step, ledger)?;
    match seed.deserialize(Reader { node, at, reading: &mut reading, ledger: &mut *ledger }) {
        Ok(value) => {
            reading.taken(node, at, ledger);
            Ok(value)
        }
        Err(refusal) => Err(reading.refused(refusal, node, at, ledger)),
    }
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
            _ if self.is_made_object() => self.make_otherwise(refusal),
            Refusal::Missing(name) if self.is_tagged() && self.reading.tag.is_none() => self.without_tag(name),
            _ if self.is_tagged() && self.reading.current.is_none() && self.search().is_some() => self.narrow(refusal),
            Refusal::Out => self.give_up(),
            Refusal::Missing(name) => self.missing(name),
            Refusal::Unknown(names) => self.unknown(names),
            Refusal::Duplicate(name) => self.duplicate(name),
            Refusal::Variant(names) => self.variant(names),
            Refusal::Borrow => self.refused(words::NO_ESCAPES),
            Refusal::Zero => self.refused(words::NOT_ZERO),
            Refusal::Wanted(_) | Refusal::Value => self.refused(words::NOT_VALID),
        }
    }

    /// Whether it is an object read as an enum that has its tag inside, or as what looks like one.
    fn is_tagged(&self) -> bool {
        self.reading.demand == Demand::Any && !self.reading.stood_in && matches!(self.node, Some(Node::Object(_)))
    }

    /// The search for what is wrong in such an object; it starts here.
    fn search(&mut self) -> Option<Search> {
        let node = self.node?;
        let index = self.reading.tag?.index?;
        Some(self.ledger.search(node).unwrap_or(Search { tag: index, given: 0, pending: None }))
    }

    /// What was given of such an object was taken.
    fn search_on(&mut self) {
        let Some((node, search)) =
            self.node.filter(|_| self.is_tagged()).and_then(|node| Some((node, self.ledger.search(node)?)))
        else {
            return;
        };
        if search.given + 1 < self.members().len() {
            self.ledger.set_search(node, Search { given: search.given + 1, ..search });
            self.ledger.leave_unfinished();
        } else {
            self.note_pending(search);
        }
    }

    fn note_pending(&mut self, search: Search) {
        if let (Some(node), Some(name)) = (self.node, search.pending) {
            self.ledger.note(&self.at.key(name), "required", words::MISSING);
            self.ledger.set_search(node, Search { pending: None, ..search });
        }
    }

    /// What was given of such an object was refused.
    fn narrow(&mut self, refusal: Refusal) -> Refusal {
        let (Some(node), Some(search)) = (self.node, self.search()) else { return self.replace() };
        let has_more = search.given + 1 < self.members().len();
        let is_new = self.ledger.search(node).is_none();
        match refusal {
            // The first pass gives all, so it says nothing of what was given last.
            _ if is_new && has_more => {
                self.ledger.set_search(node, search);
                Refusal::Again
            }
            Refusal::Missing(_) if has_more => {
                self.ledger.set_search(node, Search { given: search.given + 1, ..search });
                Refusal::Again
            }
            Refusal::Missing(name) => self.lacks(name, search),
            _ => self.blame_last(refusal, search),
        }
    }

    /// All of the object is given, and a member is missed: by this object, or by one in it.
    fn lacks(&mut self, name: &'static str, search: Search) -> Refusal {
        let Some(node) = self.node else { return Refusal::Out };
        // It stands here: what misses it is a member, and serde does not say which.
        if self.members().iter().any(|member| member.name == name) {
            self.note_somewhere_inside();
            return self.replace();
        }
        if search.pending == Some(name) {
            if !self.ledger.has_fault_within(self.at) {
                self.ledger.note(self.at, "required", words::lacks(name));
            }
            return self.replace();
        }
        self.note_pending(search);
        if !self.ledger.inject(Spot::Node(node.id()), name) {
            return self.replace();
        }
        self.ledger.set_search(node, Search { pending: Some(name), ..search });
        Refusal::Again
    }

    /// A fault at the one member that has members of its own, or at the whole where there are several.
    fn note_somewhere_inside(&mut self) {
        let mut composite = self.members().iter().filter(|member| member.value.is_composite());
        match (composite.next(), composite.next()) {
            (Some(member), None) => {
                self.ledger.note(&member_at(self.at, &member.name), "type", words::NOT_VALID);
            }
            _ => self.ledger.note(self.at, "type", words::NOT_VALID),
        }
    }

    /// What was given last is wrong: a member that was put in, or the next one of the object's own.
    fn blame_last(&mut self, refusal: Refusal, search: Search) -> Refusal {
        let Some(node) = self.node else { return Refusal::Out };
        let ladder = stand_in::ladder(Demand::Any, 0);
        self.note_pending(search);
        if self.ledger.make_up_otherwise(Spot::Node(node.id()), 0, ladder) {
            return Refusal::Again;
        }
        let Some(member) = search.last().and_then(|index| self.members().get(index)) else {
            self.ledger.note(self.at, "type", words::NOT_VALID);
            return self.replace();
        };
        let at = member_at(self.at, &member.name);
        // Of what has members itself nobody knows whether it is wrong, or something in it is.
        let is_composite = member.value.is_composite();
        let stands_once = |name: &str| self.members().iter().filter(|member| member.name == name).count() < 2;
        let (code, detail) = match refusal {
            Refusal::Unknown(known) if is_composite && known.contains(&&*member.name) => {
                ("type", words::NOT_VALID.to_owned())
            }
            Refusal::Duplicate(name) if is_composite && stands_once(name) => ("type", words::NOT_VALID.to_owned()),
            Refusal::Unknown(_) => {
                self.ledger.note_harmless(&at, "unknown", words::UNKNOWN);
                self.ledger.set_mend(&member.value, Mend::Ignored);
                return Refusal::Again;
            }
            Refusal::Duplicate(name) => {
                self.ledger.note_harmless(self.at, "duplicate", words::twice(name));
                self.ledger.set_mend(&member.value, Mend::Ignored);
                return Refusal::Again;
            }
            _ if is_composite => ("type", words::NOT_VALID.to_owned()),
            Refusal::Variant(names) => ("enum", words::one_of(names)),
            Refusal::Wanted(wanted) => ("type", words::wanted(wanted)),
            Refusal::Zero => ("type", words::NOT_ZERO.to_owned()),
            Refusal::Borrow => ("type", words::NO_ESCAPES.to_owned()),
            _ => ("type", words::NOT_VALID.to_owned()),
        };
        let step = match self.ledger.mend(&member.value) {
            Some(Mend::StandIn(step)) => step + 1,
            _ => {
                self.ledger.note(&at, code, detail);
                0
            }
        };
        if step == ladder {
            return self.replace();
        }
        self.ledger.set_mend(&member.value, Mend::StandIn(step));
        Refusal::Again
    }

    /// An object whose tag is missing, or was refused.
    fn without_tag(&mut self, name: &'static str) -> Refusal {
        let refused = |member: &Member<'_>| member.name == name && self.ledger.mend(&member.value) == Some(Mend::Out);
        if !self.members().iter().any(refused) {
            self.ledger.note(&self.at.key(name), "required", words::MISSING);
        }
        self.replace()
    }

    /// Something else stands in for the whole object, and rules say nothing of it.
    fn replace(&mut self) -> Refusal {
        let Some(node) = self.node.filter(|_| self.reading.demand == Demand::Any && !self.reading.optional) else {
            return self.give_up();
        };
        if self.reading.step >= stand_in::ladder(Demand::Any, 0) {
            return self.give_up();
        }
        self.ledger.shorten(self.at);
        self.ledger.set_mend(node, Mend::StandIn(self.reading.step));
        Refusal::Again
    }

    /// Whether an object stands in for anything.
    fn is_made_object(&self) -> bool {
        self.reading.demand == Demand::Any && self.reading.stood_in && self.reading.step == stand_in::OBJECT_STEP
    }

    /// Such an object gets the members that are missed, one after the other, each another value until it is taken; where none is,
    /// it becomes the next variant.
    fn make_otherwise(&mut self, refusal: Refusal) -> Refusal {
        let spot = Spot::Invented(self.reading.type_name);
        if let Refusal::Missing(name) = refusal
            && self.ledger.inject(spot, name)
        {
            return Refusal::Again;
        }
        // The first one is the tag.
        if self.ledger.make_up_otherwise(spot, 1, stand_in::ladder(Demand::Any, 0)) {
            return Refusal::Again;
        }
        if let Some(Tag { type_name, .. }) = self.reading.tag {
            let step = self.ledger.step(type_name) + 1;
            if self.ledger.names(type_name).is_some_and(|names| step < names.len()) {
                self.ledger.set_step(type_name, step);
                self.ledger.forget_injected(spot, 1);
                return Refusal::Again;
            }
        }
        self.next_step()
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
        let spot = self.reading.spot(self.node);
        let is_here = self.reading.demand == Demand::Struct || !self.reading.buffered;
        let is_new = (is_here || self.reading.demand == Demand::Map) && self.ledger.inject(spot, name);
        // Beside a member that was left out it may be that one, under its alias: better not say what may be wrong.
        let of_stand_in = self.reading.demand == Demand::Any && self.reading.stood_in;
        if matches!(self.node, Some(Node::Object(_))) && !beside_left_out && !of_stand_in {
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
        if self.node.is_none() && self.reading.is_tag() && self.ledger.names(self.reading.type_name).is_none() {
            self.ledger.set_names(self.reading.type_name, names);
            return Refusal::Again;
        }
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
        if node.is_composite() && self.reading.demand == Demand::Any {
            return self.replace();
        }
        // A stand-in for a tag would have the content read as the wrong variant's.
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
