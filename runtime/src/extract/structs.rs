//! A struct read from all keys of a query at once: `#[query] filter: Filter`.
//!
//! serde stops at the first fault. So each pass that fails notes its fault and leaves that key out of the next, until what is
//! left parses or only misses members; those are then told by the model's own list of wire names.

use std::cell::Cell;
use std::fmt;

use serde::de::value::MapDeserializer;
use serde::de::{
    self, DeserializeOwned, Deserializer, EnumAccess, IntoDeserializer, SeqAccess, VariantAccess, Visitor,
};

use super::{FromParam, ParamError, Source};
use crate::model::Model;
use crate::problem::{Faults, Location, Place};

/// Reads a model from the named values of `source`; `#[model]` calls it.
pub fn struct_from_values<T: Model + DeserializeOwned>(source: Source<'_>, faults: &mut Faults) -> Option<T> {
    let at = Location::root(source.place());
    let before = faults.len();
    let mut fields = gathered(source);
    let value = loop {
        // serde does not say which key a type of the user's own refused: it is the one that was read last.
        let current = Cell::new(None);
        let pairs = fields.iter().map(|field| {
            current.set(Some(field.name));
            (field.name, Values(field))
        });
        let (name, error) = match T::deserialize(MapDeserializer::<_, Wrong>::new(pairs)) {
            Ok(value) => break Some(value),
            Err(Wrong::Missing) => break None,
            Err(Wrong::At { name, error }) => (name, error),
            Err(Wrong::Elsewhere) => match current.get() {
                Some(name) => (name.to_owned(), ParamError::expected("a valid value")),
                None => break None,
            },
        };
        faults.push(error.into_fault(&at.key(&name)));
        fields.retain(|field| field.name != name);
        if faults.is_full() {
            return None;
        }
    };
    note_missing::<T>(source, &at, before, faults);
    if value.is_none() && faults.len() == before {
        faults.push(ParamError::expected("a valid query").into_fault(&at));
    }
    let value = value.filter(|_| faults.len() == before)?;
    value.check(&at, faults);
    (faults.len() == before).then_some(value)
}

/// Required members of which nothing was given.
fn note_missing<T: Model>(source: Source<'_>, at: &Location<'_>, before: usize, faults: &mut Faults) {
    for (name, required) in T::SHAPE.map_or(&[][..], |shape| shape.members) {
        let pointer = at.key(name).pointer();
        let told = faults.iter().skip(before).any(|fault| fault.pointer == pointer);
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

/// One key with its values, in order.
struct Field<'r> {
    name: &'r str,
    values: Vec<&'r str>,
}

fn gathered(source: Source<'_>) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    if source.place() != Place::Query {
        return fields;
    }
    for (name, value) in source.head().query().iter() {
        match fields.iter_mut().find(|field| field.name == name) {
            Some(field) => field.values.push(value),
            None => fields.push(Field { name, values: vec![value] }),
        }
    }
    fields
}

/// Why a pass failed.
#[derive(Debug)]
enum Wrong {
    At { name: String, error: ParamError },
    Missing,
    Elsewhere,
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
        Self::Elsewhere
    }

    fn missing_field(_: &'static str) -> Self {
        Self::Missing
    }

    fn unknown_field(name: &str, _: &'static [&'static str]) -> Self {
        Self::At { name: name.to_owned(), error: ParamError::unknown() }
    }
}

/// The values of one key, as whatever the struct's field asks for.
struct Values<'a, 'r>(&'a Field<'r>);

/// One value.
#[derive(Clone, Copy)]
struct One<'r> {
    name: &'r str,
    text: &'r str,
}

impl<'r> One<'r> {
    fn parse<T: FromParam<'r>>(self) -> Result<T, Wrong> {
        T::from_param(self.text).map_err(|error| self.wrong(error))
    }

    fn wrong(self, error: ParamError) -> Wrong {
        Wrong::At { name: self.name.to_owned(), error }
    }

    /// What a field's own type says of the value.
    fn told(self, result: Result<impl Sized, Wrong>) -> Wrong {
        match result {
            Err(wrong @ Wrong::At { .. }) => wrong,
            _ => self.wrong(ParamError::expected("a valid value")),
        }
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
        let Field { name, values } = self.0;
        match values.as_slice() {
            [text] => Ok(One { name, text }),
            _ => Err(Wrong::At { name: (*name).to_owned(), error: ParamError::repeated() }),
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
        visitor.visit_str::<Wrong>(self.text).map_err(|wrong| self.told(Err::<(), _>(wrong)))
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
        if !variants.contains(&self.text) {
            return Err(self.wrong(ParamError::one_of(variants)));
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
        Err(self.wrong(ParamError::expected("a valid value")))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Wrong> {
        Err(self.wrong(ParamError::expected("a valid value")))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], _: V) -> Result<V::Value, Wrong> {
        Err(self.wrong(ParamError::expected("a valid value")))
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
        if self.0.values == [""] { visitor.visit_none() } else { visitor.visit_some(self) }
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
        let Field { name, values } = self.0;
        visitor.visit_seq(Elements { name, values: values.iter() })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { bytes byte_buf unit unit_struct tuple tuple_struct map struct }
}

struct Elements<'a, 'de> {
    name: &'de str,
    values: std::slice::Iter<'a, &'de str>,
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Wrong;

    fn next_element_seed<T: de::DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let Some(text) = self.values.next() else { return Ok(None) };
        seed.deserialize(One { name: self.name, text }).map(Some)
    }
}
