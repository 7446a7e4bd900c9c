//! A type's schema, asked for as data: schemars' generator is compiled for one type that stands for all, and not for each of them.
//!
//! [`SchemaGenerator::subschema_for`] has a type parameter, of which it wants no more than four functions. Those are a
//! [`SchemaOf`], and [`StandIn`] answers with those of the type that is asked for just now.

use std::borrow::Cow;
use std::cell::Cell;

use schemars::{JsonSchema, Schema, SchemaGenerator};

/// What schemars asks of a type.
#[derive(Debug)]
pub struct SchemaOf {
    inline_schema: fn() -> bool,
    schema_name: fn() -> Cow<'static, str>,
    schema_id: fn() -> Cow<'static, str>,
    json_schema: fn(&mut SchemaGenerator) -> Schema,
    /// What the [`StandIn`] in it stands for: of a list, its element.
    inside: Option<&'static Self>,
}

impl SchemaOf {
    const fn new<T: JsonSchema + ?Sized>(inside: Option<&'static Self>) -> Self {
        Self {
            inline_schema: T::inline_schema,
            schema_name: T::schema_name,
            schema_id: T::schema_id,
            json_schema: T::json_schema,
            inside,
        }
    }

    /// The schema, or a reference to it: that of [`SchemaGenerator::subschema_for`].
    pub(crate) fn subschema(&'static self, generator: &mut SchemaGenerator) -> Schema {
        let _asked = Asked::instead(self);
        generator.subschema_for::<StandIn>()
    }

    /// What the type is called where schemas are told apart. Pointers and transparent types have the one of what is inside.
    pub(crate) fn id(&'static self) -> Cow<'static, str> {
        self.answer(self.schema_id)
    }

    fn answer<A>(&'static self, answer: impl FnOnce() -> A) -> A {
        let _asked = self.inside.map(Asked::instead);
        answer()
    }
}

/// Types that have a schema.
pub(crate) trait HasSchema: JsonSchema {
    /// The type's own.
    const SCHEMA: &'static SchemaOf = &SchemaOf::new::<Self>(None);

    /// That of a list of it, as schemars has it for `Vec`.
    const LIST_SCHEMA: &'static SchemaOf = &SchemaOf::new::<Vec<StandIn>>(Some(Self::SCHEMA));
}

impl<T: JsonSchema + ?Sized> HasSchema for T {}

thread_local! {
    /// What [`StandIn`] stands for.
    static ASKED: Cell<&'static SchemaOf> = const { Cell::new(<() as HasSchema>::SCHEMA) };
}

/// Sets what [`StandIn`] stands for, until it is dropped. Schemas are asked for within one another.
struct Asked {
    before: &'static SchemaOf,
}

impl Asked {
    fn instead(schema: &'static SchemaOf) -> Self {
        Self { before: ASKED.replace(schema) }
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        ASKED.set(self.before);
    }
}

/// The one type that schemars' generator is compiled for. It is told apart by `schema_id`, as all types are.
struct StandIn;

impl JsonSchema for StandIn {
    fn inline_schema() -> bool {
        let asked = ASKED.get();
        asked.answer(asked.inline_schema)
    }

    fn schema_name() -> Cow<'static, str> {
        let asked = ASKED.get();
        asked.answer(asked.schema_name)
    }

    fn schema_id() -> Cow<'static, str> {
        ASKED.get().id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let asked = ASKED.get();
        asked.answer(|| (asked.json_schema)(generator))
    }
}
