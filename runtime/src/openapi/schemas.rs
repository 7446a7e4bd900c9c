//! Types -> JSON Schema, apart for what is read and what is written.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};

use super::components::Components;
use super::reference::{INPUT_PATH, OUTPUT_PATH, referred};
use super::schema_of::{HasSchema, SchemaOf};

/// The schemas of a document.
///
/// A type may look different in a request and in an answer (`#[serde(default)]`, `skip_serializing`, …), so each is asked for
/// in one direction. Named types become components, which are referred to.
#[derive(Debug)]
pub struct Schemas {
    input: SchemaGenerator,
    output: SchemaGenerator,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let settings = |path: &'static str| {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = path.into();
            })
        };
        Self {
            input: settings(INPUT_PATH).for_deserialize().into_generator(),
            output: settings(OUTPUT_PATH).for_serialize().into_generator(),
        }
    }

    /// The schema of `T` in a request.
    pub fn input<T: JsonSchema + ?Sized>(&mut self) -> Schema {
        self.input_of(T::SCHEMA)
    }

    pub(super) fn input_of(&mut self, schema: &'static SchemaOf) -> Schema {
        // Both are asked for every type, in one order: so types of one name get the same number in both.
        schema.subschema(&mut self.output);
        schema.subschema(&mut self.input)
    }

    /// The schema of `T` in an answer.
    pub fn output<T: JsonSchema + ?Sized>(&mut self) -> Schema {
        self.output_of(T::SCHEMA)
    }

    pub(super) fn output_of(&mut self, schema: &'static SchemaOf) -> Schema {
        schema.subschema(&mut self.input);
        schema.subschema(&mut self.output)
    }

    /// The definition that `schema` refers to, if it does.
    pub(super) fn resolved<'a>(&'a self, schema: &'a Schema) -> &'a serde_json::Value {
        let reference = schema.get("$ref").and_then(serde_json::Value::as_str);
        let Some((path, name)) = reference.and_then(referred) else { return schema.as_value() };
        let definitions = if path == INPUT_PATH { self.input.definitions() } else { self.output.definitions() };
        definitions.get(&name).unwrap_or(schema.as_value())
    }

    pub(super) fn into_components(mut self) -> Components {
        Components::new(self.input.take_definitions(true), self.output.take_definitions(true))
    }
}
