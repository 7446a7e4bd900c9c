//! References to named schemas (`$ref`): how they are written, read and followed.

use serde_json::Value;

/// Where the schemas of what is read stand until [`Components`](super::components::Components) knows which of them differ from
/// what is written.
pub(super) const INPUT_PATH: &str = "/components/input";
/// Where the schemas of what is written stand.
pub(super) const OUTPUT_PATH: &str = "/components/schemas";

/// A reference as we write it: names in it stand as they are, whatever schemars escapes in its own.
pub(super) fn reference(path: &str, name: &str) -> String {
    format!("#{path}/{name}")
}

/// The name that a reference of schemars' ends in, by its path: a JSON pointer as a URI fragment (RFC 6901, section 6).
pub(super) fn referred(reference: &str) -> Option<(&str, String)> {
    let (path, name) = reference.strip_prefix('#')?.rsplit_once('/')?;
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    Some((path, name.replace("~1", "/").replace("~0", "~")))
}

/// Calls `found` with every reference in `value`.
pub(super) fn references(value: &Value, found: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                found(reference);
            }
            object.values().for_each(|value| references(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Lets `change` have every reference in `value`.
pub(super) fn change_references(value: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get_mut("$ref") {
                change(reference);
            }
            object.values_mut().for_each(|value| change_references(value, change));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| change_references(value, change)),
        _ => {}
    }
}
