//! The members of an object, read one after the other; then those that are made up.

use std::any::type_name;

use serde::de::{DeserializeSeed, MapAccess};

use super::key::Key;
use super::ledger::{Injected, Ledger, Mend, Search};
use super::node::{Member, Node};
use super::refusal::Refusal;
use super::settle::{Demand, Reading, Tag, descend_from, is_tag, member_at};
use super::words;
use crate::problem::Location;

/// What of an object is not yet read.
pub(super) struct Members<'x, 'de> {
    members: &'x [Member<'de>],
    /// The order to read them in, where it is not their own.
    order: Option<Vec<usize>>,
    next: usize,
    value: Option<&'x Member<'de>>,
    made_up: std::vec::IntoIter<Injected>,
    made_up_value: Option<Injected>,
    search: Option<Search>,
    at: &'x Location<'x>,
    reading: &'x mut Reading,
    ledger: &'x mut Ledger,
}

impl<'x, 'de> Members<'x, 'de> {
    /// The members of `node`, then those `made_up`; `fields` are the names that a struct takes.
    pub(super) fn new(
        node: Option<&'x Node<'de>>,
        fields: &[&str],
        made_up: Vec<Injected>,
        at: &'x Location<'x>,
        reading: &'x mut Reading,
        ledger: &'x mut Ledger,
    ) -> Self {
        let members = node.map_or(&[][..], Node::members);
        Self {
            members,
            order: tag_first(members, fields),
            next: 0,
            value: None,
            made_up: made_up.into_iter(),
            made_up_value: None,
            search: node.and_then(|node| ledger.search(node)),
            at,
            reading,
            ledger,
        }
    }

    /// The next member that is to be read. What a strict struct does not know is noted on the way.
    fn advance(&mut self) -> Result<Option<&'x Member<'de>>, Refusal> {
        while self.next < self.members.len() {
            let index = self.order.as_ref().map_or(Some(self.next), |order| order.get(self.next).copied());
            self.next += 1;
            self.ledger.visit()?;
            let Some((index, member)) = index.and_then(|index| Some((index, self.members.get(index)?))) else {
                continue;
            };
            if matches!(self.ledger.mend(&member.value), Some(Mend::Out | Mend::Ignored)) {
                continue;
            }
            if self.search.is_some_and(|search| !search.gives(index)) {
                continue;
            }
            if self.is_unknown(&member.name) {
                self.ledger.note_harmless(&member_at(self.at, &member.name), "unknown", words::UNKNOWN);
                self.ledger.set_mend(&member.value, Mend::Ignored);
                continue;
            }
            self.reading.current = Some(index);
            return Ok(Some(member));
        }
        self.reading.current = None;
        Ok(None)
    }

    fn is_unknown(&self, name: &str) -> bool {
        self.reading.demand == Demand::Struct
            && self.ledger.names(self.reading.type_name).is_some_and(|names| !names.contains(&name))
    }

    fn next_key(&mut self) -> Result<Option<Key<'x, 'de>>, Refusal> {
        self.value = self.advance()?;
        if let Some(member) = self.value {
            return Ok(Some(Key::new(&member.name)));
        }
        self.made_up_value = self.made_up.next();
        Ok(self.made_up_value.map(|made_up| Key::Borrowed(made_up.name)))
    }

    /// The value of the member whose name was given out last.
    fn next_value(&mut self, type_name: &'static str) -> Result<Value<'x, 'de>, Refusal> {
        let buffered = is_buffer(type_name);
        self.reading.buffered |= buffered;
        if is_tag(type_name) {
            self.reading.tag = Some(Tag { type_name, index: self.reading.current });
        }
        if let Some(member) = self.value.take() {
            return Ok(Value { node: Some(&member.value), at: member_at(self.at, &member.name), step: None });
        }
        match self.made_up_value.take() {
            Some(Injected { name, step }) => {
                Ok(Value { node: None, at: self.at.key(name), step: buffered.then_some(step) })
            }
            None => Err(Refusal::Value),
        }
    }

    /// The name of a map's entry was refused; the entry is left out.
    fn refuse_name(&mut self, refusal: Refusal) -> Refusal {
        let Some(member) = self.value else { return refusal };
        let (code, detail) = match refusal {
            Refusal::Unknown(_) | Refusal::Duplicate(_) | Refusal::Again | Refusal::Stop => return refusal,
            _ if self.reading.demand != Demand::Map => return refusal,
            Refusal::Variant(names) => ("enum", words::name_must(&words::one_of(names))),
            _ => ("type", words::name_must("is not valid here")),
        };
        self.ledger.note(&member_at(self.at, &member.name), code, detail);
        self.ledger.set_mend(&member.value, Mend::Out);
        self.ledger.shorten(self.at);
        Refusal::Again
    }

    fn refuse_value(&mut self, node: Option<&Node<'_>>, refusal: Refusal) -> Refusal {
        match refusal {
            // It is marked as left out: the next pass goes on without it.
            Refusal::Out if node.is_some() => {
                if self.reading.demand == Demand::Map {
                    self.ledger.shorten(self.at);
                }
                Refusal::Again
            }
            _ => refusal,
        }
    }
}

/// A member's value that is to be read.
struct Value<'x, 'de> {
    /// None where it is made up.
    node: Option<&'x Node<'de>>,
    at: Location<'x>,
    /// The step of its ladder that a made-up value is taken from.
    step: Option<usize>,
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Refusal> {
        let Some(key) = self.next_key()? else { return Ok(None) };
        match seed.deserialize(key) {
            Ok(key) => Ok(Some(key)),
            Err(refusal) => Err(self.refuse_name(refusal)),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        let Value { node, at, step } = self.next_value(type_name::<S::Value>())?;
        match descend_from(seed, node, &at, step, self.ledger) {
            Ok(value) => Ok(value),
            Err(refusal) => Err(self.refuse_value(node, refusal)),
        }
    }
}

/// Whether a type is the one that serde keeps values in which it reads later.
fn is_buffer(type_name: &str) -> bool {
    type_name.starts_with("serde") && type_name.contains("::Content")
}

/// An enum with its tag beside its content is read tag first: else serde puts the content into a buffer, where faults lose their
/// places. Such an enum has two names at most.
fn tag_first(members: &[Member<'_>], fields: &[&str]) -> Option<Vec<usize>> {
    let [tag, content] = fields else { return None };
    let rank = |member: &Member<'_>| match &*member.name {
        name if name == *tag => 0,
        name if name == *content => 1,
        _ => 2,
    };
    let mut order = Vec::with_capacity(members.len());
    for wanted in 0..=2 {
        let found = members.iter().enumerate().filter(|(_, member)| rank(member) == wanted);
        order.extend(found.map(|(index, _)| index));
    }
    Some(order)
}
