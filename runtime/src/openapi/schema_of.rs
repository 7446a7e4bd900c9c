//! A type's schema, asked for as data: schemars' generator is compiled for one type that stands for all, and not for each of them.
//!
//! [`SchemaGenerator::subschema_for`] has a type parameter, of which it wants no more than four functions. Those are a
//! [`SchemaOf`], and [`StandIn`] answers with those of the type that is asked for just now.

use std::borrow::Cow;
use std::cell::Cell;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::object::schema;

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
    const LIST_SCHEMA: &'static SchemaOf = &SchemaOf::new::<List>(Some(Self::SCHEMA));
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

/// A list of what is asked for: what schemars says of a `Vec<StandIn>`, but compiled here, and not in each crate that asks.
struct List;

impl JsonSchema for List {
    fn inline_schema() -> bool {
        Vec::<StandIn>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<StandIn>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Vec::<StandIn>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schema([("type", "array".into()), ("items", generator.subschema_for::<StandIn>().to_value())])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};

    use schemars::generate::SchemaSettings;

    use super::*;

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "made for their schemas alone")]
    struct Tree {
        children: Vec<Tree>,
        parent: Option<Box<Tree>>,
        same: other::Tree,
        by_name: HashMap<String, Generic<Tree>>,
    }

    mod other {
        use super::JsonSchema;

        #[derive(JsonSchema)]
        #[allow(dead_code, reason = "made for their schemas alone")]
        pub(super) struct Tree {
            height: u8,
        }
    }

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "made for their schemas alone")]
    struct Generic<T> {
        one: T,
        list: Vec<T>,
        result: Result<T, String>,
    }

    struct Failing;

    impl JsonSchema for Failing {
        fn schema_name() -> Cow<'static, str> {
            "Failing".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            panic!("no schema")
        }
    }

    macro_rules! asked_both_ways {
        ($settings:expr, $($type:ty),* $(,)?) => {{
            let (mut ours, mut theirs) = (SchemaGenerator::new($settings), SchemaGenerator::new($settings));
            $(
                assert_eq!(<$type>::SCHEMA.subschema(&mut ours), theirs.subschema_for::<$type>());
                assert_eq!(<$type>::LIST_SCHEMA.subschema(&mut ours), theirs.subschema_for::<Vec<$type>>());
                assert_eq!(<$type>::SCHEMA.id(), <$type>::schema_id());
                assert_eq!(<$type>::LIST_SCHEMA.id(), Vec::<$type>::schema_id());
            )*
            assert_eq!(ours.take_definitions(true), theirs.take_definitions(true));
        }};
    }

    /// One generator knows all types, so that references, and numbers of names that are taken, are made.
    #[test]
    fn as_schemars_says() {
        for settings in [
            SchemaSettings::draft2020_12(),
            SchemaSettings::openapi3(),
            SchemaSettings::draft07().with(|settings| settings.inline_subschemas = true),
        ] {
            for settings in [settings.clone().for_deserialize(), settings.for_serialize()] {
                asked_both_ways!(
                    settings.clone(),
                    other::Tree,
                    Option<Tree>,
                    Tree,
                    Generic<Vec<Option<Tree>>>,
                    Generic<Generic<other::Tree>>,
                    BTreeMap<String, Vec<other::Tree>>,
                    (Tree, Box<other::Tree>),
                    (),
                    String,
                );
            }
        }
    }

    /// After a panic within, what is asked for outside is what it was.
    #[test]
    fn panics_leave_nothing_behind() {
        let mut generator = SchemaGenerator::default();
        let _asked = Asked::instead(Tree::SCHEMA);
        let failing = || Failing::LIST_SCHEMA.subschema(&mut generator);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(failing)).expect_err("no schema");
        assert_eq!(StandIn::schema_id(), Tree::schema_id());
    }
}
