//! A struct read from all keys of a query at once: `#[query] filter: Filter`.
//!
//! serde stops at the first fault. So each pass that fails notes its fault and has another text stand in for the values of that
//! key, one that its type takes, until the struct can be built. What was built with stand-ins serves for checking the rules of
//! all other keys alone, and is dropped.

use std::cell::Cell;
use std::{fmt, iter};

use serde::de::value::MapDeserializer;
use serde::de::{
    self, DeserializeOwned, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};

use super::values::Text;
use super::{FromParam, ParamError, Source};
use crate::model::Model;
use crate::problem::{Fault, Faults, Location, Place};

/// Reads a model from the named values of `source`; `#[model]` calls it.
pub fn struct_from_values<T: Model + DeserializeOwned>(source: Source<'_>, faults: &mut Faults) -> Option<T> {
    let at = Location::root(source.place());
    let mut fields = Fields { list: gathered(source), at, faults: Faults::new(), left_out: false };
    let value = fields.build::<T>();
    note_missing::<T>(source, &at, &mut fields.faults);
    if let Some(value) = &value {
        let mut rules = Faults::new();
        value.check(&at, &mut rules);
        rules.retain(|rule| fields.believe(rule));
        fields.faults.append(rules);
    } else if fields.faults.is_empty() {
        fields.faults.push(ParamError::expected("a valid query").into_fault(&at));
    }
    let is_sound = fields.faults.is_empty();
    faults.append(fields.faults);
    value.filter(|_| is_sound)
}

/// Required members of which nothing was given.
fn note_missing<T: Model>(source: Source<'_>, at: &Location<'_>, faults: &mut Faults) {
    for (name, required) in T::SHAPE.map_or(&[][..], |shape| shape.members) {
        let pointer = at.key(name).pointer();
        let told = faults.iter().any(|fault| fault.pointer == pointer);
        let mut given = false;
        source.for_each(name, |_| {
            given = true;
            false
        });
        if *required && !told && !given {
            source.missing(name, faults);
        }
    }
}

/// The keys of a query, and what is known to be wrong with them.
struct Fields<'r> {
    list: Vec<Field<'r>>,
    at: Location<'r>,
    faults: Faults,
    /// Whether a key is passed over that no text could stand in for.
    left_out: bool,
}

/// One key with its values, in order.
struct Field<'r> {
    name: &'r str,
    values: Vec<Text<'r>>,
    /// How many texts have stood in for the values.
    stand_ins: usize,
}

/// Texts that stand in for a key's values, in the order they are tried: nothing at all, as a list may be empty; the empty text,
/// which makes an `Option` `None`; then what types with a form of their own take. For an enum its first name does.
const STAND_INS: [&[Text<'static>]; 15] = [
    &[],
    &[Ok("")],
    &[Ok("0")],
    &[Ok("1")],
    &[Ok("true")],
    &[Ok("a")],
    &[Ok("00000000-0000-0000-0000-000000000000")],
    &[Ok("1970-01-01T00:00:00Z")],
    &[Ok("1970-01-01")],
    &[Ok("00:00:00")],
    &[Ok("1970-01-01T00:00:00")],
    &[Ok("PT0S")],
    &[Ok("a@example.com")],
    &[Ok("https://example.com/")],
    &[Ok("0.0.0.0")],
];

impl<'r> Fields<'r> {
    /// The struct, made of what was sent and of what stands in for the rest; `None` where it cannot be made.
    fn build<T: DeserializeOwned>(&mut self) -> Option<T> {
        loop {
            // serde does not say which key a type of the user's own refused: it is the one that was read last.
            let current = Cell::new(None);
            let pairs = self.list.iter().enumerate().map(|(index, field)| {
                current.set(Some(index));
                (field.name, Values(field))
            });
            let pairs = pairs.chain(iter::from_fn(|| {
                current.set(None);
                None
            }));
            let wrong = match T::deserialize(MapDeserializer::<_, Wrong>::new(pairs)) {
                Ok(value) => return Some(value),
                Err(wrong) => wrong,
            };
            let mended = match (wrong, current.get()) {
                (Wrong::Missing(name), _) => self.make_up(name),
                (Wrong::Needless(error), Some(index)) => self.leave_out(index, error),
                (Wrong::Value { error, instead }, Some(index)) => self.stand_in(index, error, instead),
                (_, None) => false,
            };
            if !mended || self.faults.is_full() {
                return None;
            }
        }
    }

    fn note(&mut self, name: &str, error: ParamError) {
        self.faults.push(error.into_fault(&self.at.key(name)));
    }

    /// A member that must be there and is not.
    fn make_up(&mut self, name: &'static str) -> bool {
        // Beside a key that was left out it may be that one, under its alias.
        if self.left_out || self.list.iter().any(|field| field.name == name) {
            return false;
        }
        self.note(name, ParamError::missing());
        self.list.push(Field { name, values: Vec::new(), stand_ins: 1 });
        true
    }

    /// A key that should not be there, and on which nothing hangs.
    fn leave_out(&mut self, index: usize, error: ParamError) -> bool {
        let name = self.list.remove(index).name;
        self.note(name, error);
        true
    }

    /// A key whose values were refused, the user's or those that stand in for them.
    fn stand_in(&mut self, index: usize, error: ParamError, instead: Option<&'static str>) -> bool {
        let Field { name, stand_ins, .. } = self.list[index];
        if stand_ins == 0 {
            self.note(name, error);
        }
        match (instead, STAND_INS.get(stand_ins)) {
            (Some(text), Some(_)) => self.list[index].values = vec![Ok(text)],
            (None, Some(texts)) => self.list[index].values = texts.to_vec(),
            (_, None) => {
                self.list.remove(index);
                self.left_out = true;
            }
        }
        if let Some(field) = self.list.get_mut(index) {
            field.stand_ins += 1;
        }
        true
    }

    /// Whether the fault of a rule would be there without the stand-ins too.
    fn believe(&self, rule: &Fault) -> bool {
        if !self.left_out && self.list.iter().all(|field| field.stand_ins == 0) {
            return true;
        }
        let is_sent = |pointer: &str| {
            let sent = self.list.iter().filter(|field| field.stand_ins == 0);
            sent.map(|field| self.at.key(field.name).pointer()).any(|sent| {
                pointer.strip_prefix(&*sent).is_some_and(|below| below.is_empty() || below.starts_with('/'))
            })
        };
        // What was not sent may have been, under an alias.
        is_sent(&rule.pointer) && rule.looks_beside.as_deref().is_none_or(is_sent)
    }
}

fn gathered(source: Source<'_>) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    if source.place() != Place::Query {
        return fields;
    }
    for (name, value) in source.query() {
        match fields.iter_mut().find(|field| field.name == name) {
            Some(field) => field.values.push(value),
            None => fields.push(Field { name, values: vec![value], stand_ins: 0 }),
        }
    }
    fields
}

/// Why a pass failed.
#[derive(Debug)]
enum Wrong {
    /// The values of the key that was read last.
    Value {
        error: ParamError,
        /// A text that would be taken.
        instead: Option<&'static str>,
    },
    /// The key that was read last.
    Needless(ParamError),
    Missing(&'static str),
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the query does not fit")
    }
}

impl std::error::Error for Wrong {}

impl de::Error for Wrong {
    /// serde's texts hold the rejected value, so none is kept.
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::of_value(ParamError::expected("a valid value"))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::Missing(name)
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::Needless(ParamError::unknown())
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self::Needless(ParamError::repeated())
    }
}

impl Wrong {
    const fn of_value(error: ParamError) -> Self {
        Self::Value { error, instead: None }
    }
}

/// The values of one key, as whatever the struct's field asks for.
struct Values<'a, 'r>(&'a Field<'r>);

/// One value.
#[derive(Clone, Copy)]
struct One<'r>(&'r str);

impl<'r> One<'r> {
    fn new(value: Text<'r>) -> Result<Self, Wrong> {
        value.map(Self).map_err(|_| Wrong::of_value(ParamError::not_text()))
    }

    fn parse<T: FromParam<'r>>(self) -> Result<T, Wrong> {
        T::from_param(self.0).map_err(Wrong::of_value)
    }
}

impl<'de> IntoDeserializer<'de, Wrong> for Values<'_, 'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Values<'_, 'de> {
    fn single(&self) -> Result<One<'de>, Wrong> {
        match self.0.values.as_slice() {
            [value] => One::new(*value),
            _ => Err(Wrong::of_value(ParamError::repeated())),
        }
    }
}

macro_rules! by_text {
    ($($method:ident $visit:ident $type:ty),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            visitor.$visit(self.parse::<$type>()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for One<'de> {
    type Error = Wrong;

    by_text! {
        deserialize_bool visit_bool bool, deserialize_char visit_char char,
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_u128 visit_u128 u128,
        deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16, deserialize_i32 visit_i32 i32,
        deserialize_i64 visit_i64 i64, deserialize_i128 visit_i128 i128,
        deserialize_f32 visit_f32 f32, deserialize_f64 visit_f64 f64,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_str(self.0)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        if !variants.contains(&self.0) {
            return Err(Wrong::Value { error: ParamError::one_of(variants), instead: variants.first().copied() });
        }
        visitor.visit_enum(self)
    }

    serde::forward_to_deserialize_any! {
        str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A unit variant, by its wire name.
impl<'de> EnumAccess<'de> for One<'de> {
    type Error = Wrong;
    type Variant = Self;

    fn variant_seed<V: de::DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Wrong> {
        Ok((seed.deserialize(self)?, self))
    }
}

impl<'de> VariantAccess<'de> for One<'de> {
    type Error = Wrong;

    fn unit_variant(self) -> Result<(), Wrong> {
        Ok(())
    }

    fn newtype_variant_seed<T: de::DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, Wrong> {
        Err(Wrong::of_value(ParamError::expected("a valid value")))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Wrong> {
        Err(Wrong::of_value(ParamError::expected("a valid value")))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Wrong> {
        Err(Wrong::of_value(ParamError::expected("a valid value")))
    }
}

macro_rules! by_single {
    ($($method:ident),* $(,)?) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
            self.single()?.$method(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Values<'_, 'de> {
    type Error = Wrong;

    by_single! {
        deserialize_bool, deserialize_char, deserialize_str, deserialize_string, deserialize_any,
        deserialize_u8, deserialize_u16, deserialize_u32, deserialize_u64, deserialize_u128,
        deserialize_i8, deserialize_i16, deserialize_i32, deserialize_i64, deserialize_i128,
        deserialize_f32, deserialize_f64, deserialize_identifier,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        // A form sends its empty fields too.
        if self.0.values == [Ok("")] { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        self.single()?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_seq(Elements(self.0.values.iter()))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { bytes byte_buf unit unit_struct tuple tuple_struct map struct }
}

struct Elements<'a, 'de>(std::slice::Iter<'a, Text<'de>>);

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Wrong;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let Some(value) = self.0.next() else { return Ok(None) };
        seed.deserialize(One::new(*value)?).map(Some)
    }
}
