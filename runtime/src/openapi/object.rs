//! JSON objects, member by member.
//!
//! `json!`, a map's `insert` and `collect` are compiled anew wherever they stand, and are much code for what is done once in the life
//! of an application. What stands here is compiled once.

use schemars::Schema;
use serde_json::{Map, Value};

/// The object that has these members.
pub(crate) fn object<const N: usize>(mut members: [(&str, Value); N]) -> Value {
    object_of(&mut members).into()
}

/// The schema that has these keywords.
pub(crate) fn schema<const N: usize>(mut keywords: [(&str, Value); N]) -> Schema {
    object_of(&mut keywords).into()
}

fn object_of(members: &mut [(&str, Value)]) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, value) in members {
        set(&mut object, name, value.take());
    }
    object
}

/// Sets a member.
#[inline(never)]
pub(crate) fn set(object: &mut Map<String, Value>, name: &str, value: Value) {
    object.insert(name.to_owned(), value);
}

/// Sets a member, if there is text.
pub(crate) fn set_text(object: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        set(object, name, text.into());
    }
}

/// Sets a member, if its object has members itself.
pub(super) fn set_object(object: &mut Map<String, Value>, name: &str, value: Map<String, Value>) {
    if !value.is_empty() {
        set(object, name, value.into());
    }
}

/// Sets a member, if its list has elements.
pub(super) fn set_list(object: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        set(object, name, list.into());
    }
}

/// Sets a flag that is left out where it is not raised.
pub(super) fn set_flag(object: &mut Map<String, Value>, name: &str, is_raised: bool) {
    if is_raised {
        set(object, name, true.into());
    }
}

/// Sets a keyword of a schema.
#[inline(never)]
pub(crate) fn set_keyword(schema: &mut Schema, name: &str, value: Value) {
    schema.insert(name.to_owned(), value);
}

/// A text.
#[inline(never)]
pub(super) fn text(text: &str) -> Value {
    text.into()
}

/// A list of texts.
pub(super) fn texts(texts: &[&str]) -> Value {
    texts.iter().map(|one| text(one)).collect()
}

/// The schema of text.
pub(crate) fn text_schema() -> Schema {
    schema([("type", text("string"))])
}

/// A list of schemas.
pub(super) fn schemas(schemas: Vec<Schema>) -> Value {
    let mut list = Vec::with_capacity(schemas.len());
    for schema in schemas {
        list.push(schema.to_value());
    }
    list.into()
}
