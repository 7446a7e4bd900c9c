//! A variant of an enum: `"name"`, or `{"name": content}`.

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, VariantAccess, Visitor};

use super::ledger::Ledger;
use super::node::Node;
use super::refusal::Refusal;
use super::settle::{descend, member_at};
use super::words;
use crate::problem::Location;

/// What stands under a variant's name.
pub(super) enum Content<'x, 'de> {
    Nothing,
    Node(&'x Node<'de>),
    /// The variant is a stand-in, and so is what it holds.
    Invented,
}

/// A chosen variant.
pub(super) struct Choice<'x, 'de> {
    pub(super) name: &'x str,
    pub(super) variants: &'static [&'static str],
    pub(super) content: Content<'x, 'de>,
    pub(super) at: &'x Location<'x>,
    pub(super) ledger: &'x mut Ledger,
}

impl<'de> Choice<'_, 'de> {
    fn read_content<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        match self.content {
            Content::Node(node) => descend(seed, Some(node), &member_at(self.at, self.name), self.ledger),
            Content::Invented => descend(seed, None, self.at, self.ledger),
            Content::Nothing => {
                // Told in the type's own words, never in the client's.
                let name = self.variants.iter().find(|variant| **variant == self.name);
                self.ledger.note(
                    self.at,
                    "type",
                    name.map_or(words::OBJECT.to_owned(), |name| words::object_with(name)),
                );
                descend(seed, None, self.at, self.ledger)
            }
        }
    }
}

impl<'x, 'de> EnumAccess<'de> for Choice<'x, 'de> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refusal> {
        let name: StrDeserializer<'x, Refusal> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'_, 'de> {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        if let Content::Node(node) = self.content
            && !matches!(node, Node::Null)
        {
            self.ledger.note(&member_at(self.at, self.name), "type", words::NULL);
        }
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refusal> {
        self.read_content(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.read_content(Tuple { length, visitor })
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Refusal> {
        self.read_content(Struct { fields, visitor })
    }
}

/// Reads what a tuple variant holds.
struct Tuple<V> {
    length: usize,
    visitor: V,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Tuple<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_tuple(self.length, self.visitor)
    }
}

/// Reads what a struct variant holds.
struct Struct<V> {
    fields: &'static [&'static str],
    visitor: V,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Struct<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        // No shape has an empty name: a variant's members are learned from its refusals.
        deserializer.deserialize_struct("", self.fields, self.visitor)
    }
}
