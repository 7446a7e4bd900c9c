//! Decimal numbers as they are read: `schemars` says what they look like, not how large they may be.

use serde_json::{Map, Value};

/// What `schemars` says of a text that is read as a decimal number.
const PATTERN: &str = r"^-?\d+(\.\d+)?([eE]\d+)?$";

/// What 96 bits hold in any case. An exponent may lead out of them, and values of a path or a query have none.
const NARROW_PATTERN: &str = r"^-?\d{1,28}(\.\d{1,28})?$";
const BOUND: f64 = 7.9e28;

/// Says of a decimal number how large it may be.
pub(super) fn bound(schema: &mut Map<String, Value>) {
    if schema.get("pattern").is_none_or(|pattern| pattern != PATTERN) {
        return;
    }
    schema.insert("pattern".into(), NARROW_PATTERN.into());
    if schema.get("type").and_then(Value::as_array).is_some_and(|kinds| kinds.iter().any(|kind| kind == "number")) {
        schema.entry("minimum").or_insert((-BOUND).into());
        schema.entry("maximum").or_insert(BOUND.into());
    }
}
