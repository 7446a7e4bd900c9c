//! A schema with its references followed and its `allOf` joined: all that holds of a value, in one object.

use serde_json::{Map, Value, json};

use super::super::schema::{Checker, schemas};

/// References to references are followed this far.
const MAX_DEPTH: usize = 16;

pub(super) fn flat(checker: &Checker<'_>, schema: &Value) -> Map<String, Value> {
    flat_at(checker, schema, 0)
}

fn flat_at(checker: &Checker<'_>, schema: &Value, depth: usize) -> Map<String, Value> {
    let Some(schema) = schema.as_object() else { return Map::new() };
    let mut all = schema.clone();
    if depth > MAX_DEPTH {
        return all;
    }
    let reference = all.remove("$ref");
    if let Some(referred) = reference.as_ref().and_then(Value::as_str).and_then(|name| checker.referred(name)) {
        all = joined(flat_at(checker, referred, depth + 1), all);
    }
    all.remove("allOf");
    for part in schemas(schema, "allOf") {
        all = joined(flat_at(checker, part, depth + 1), all);
    }
    all
}

/// What two schemas demand together; where both have a keyword that cannot be joined, the second one's.
pub(super) fn joined(mut one: Map<String, Value>, other: Map<String, Value>) -> Map<String, Value> {
    for (keyword, value) in other {
        match (one.get_mut(&keyword), value) {
            (Some(Value::Array(list)), Value::Array(more)) if keyword == "required" => list.extend(more),
            (Some(Value::Object(known)), Value::Object(more)) if keyword == "properties" => {
                for (name, schema) in more {
                    let schema = match known.remove(&name) {
                        Some(known) if known != schema => json!({ "allOf": [known, schema] }),
                        _ => schema,
                    };
                    known.insert(name, schema);
                }
            }
            (_, value) => _ = one.insert(keyword, value),
        }
    }
    one
}
