//! Decimal numbers as they are read: `schemars` says what they look like, not how large they may be.

use serde_json::{Value, json};

/// What `schemars` says of a text that is read as a decimal number.
const PATTERN: &str = r"^-?\d+(\.\d+)?([eE]\d+)?$";

/// What 96 bits hold in any case. An exponent may lead out of them, and values of a path or a query have none.
const NARROW_PATTERN: &str = r"^-?\d{1,28}(\.\d{1,28})?$";
const BOUND: f64 = 7.9e28;

/// Says of every decimal number in a document how large it may be.
pub(super) fn narrow(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("pattern").is_some_and(|pattern| pattern == PATTERN) {
                object.insert("pattern".into(), NARROW_PATTERN.into());
                if object.get("type").and_then(Value::as_array).is_some_and(|kinds| kinds.contains(&json!("number"))) {
                    object.entry("minimum").or_insert(json!(-BOUND));
                    object.entry("maximum").or_insert(json!(BOUND));
                }
            }
            object.values_mut().for_each(narrow);
        }
        Value::Array(list) => list.iter_mut().for_each(narrow),
        _ => {}
    }
}
