//! What of a document is its contract: prose goes out, and members come in order.
//!
//! A name means something only where it is a keyword: a property called `description` is as good as any other. So the walk knows
//! of each value whether its members are keywords, or names that someone chose.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// How deep a contract goes; serde_json reads 127 levels.
const DEPTH_MAX: usize = 100;

/// Where a document keeps operations that OpenAPI has no place for, and what tells them apart. All other extensions are dropped.
const OPERATIONS_BESIDE: [&str; 3] = ["x-additional-operations", "x-alternatives", "x-matches"];

/// What the members of a value are.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// Keywords of OpenAPI or JSON Schema.
    Keywords,
    /// Keywords of the `info` object.
    Info,
    /// Names, each with a value of keywords.
    Names,
    /// Names, each with a value of names: callbacks.
    NamesOfNames,
    /// The names of components, by what they are.
    Components,
    /// Statuses, each with a response.
    Statuses,
    /// Paths, each with a path item.
    Paths,
    /// Nothing: it is a value of the API's own.
    Literal,
}

/// The document's contract, always an object.
pub(crate) fn contract_of(document: &Value) -> Value {
    match document {
        Value::Object(_) => contract(document, Form::Keywords, 0),
        _ => Value::Object(Map::new()),
    }
}

fn contract(value: &Value, form: Form, depth: usize) -> Value {
    match value {
        Value::Object(_) | Value::Array(_) if depth == DEPTH_MAX => Value::from("(cut off: nested too deeply)"),
        Value::Object(members) => Value::Object(contract_members(members, form, depth)),
        Value::Array(elements) => {
            // A list under a word that can hold names too has values of keywords: `parameters` of an operation.
            let form = if matches!(form, Form::Literal) { Form::Literal } else { Form::Keywords };
            elements.iter().map(|element| contract(element, form, depth + 1)).collect()
        }
        scalar => scalar.clone(),
    }
}

fn contract_members(members: &Map<String, Value>, form: Form, depth: usize) -> Map<String, Value> {
    let sorted: BTreeMap<&String, &Value> = members.iter().collect();
    let kept = sorted.into_iter().filter(|(name, _)| is_contract(name, form));
    kept.map(|(name, value)| {
        // The order of what is required says nothing, and follows that of the fields.
        let sorted = if name == "required" { sorted_texts(value) } else { None };
        let value = sorted.unwrap_or_else(|| contract(value, form_below(form, name), depth + 1));
        (name.clone(), value)
    })
    .collect()
}

/// Whether a member says what clients rely on; all others are prose, or for tools.
fn is_contract(name: &str, form: Form) -> bool {
    match form {
        Form::Keywords if name.starts_with("x-") => OPERATIONS_BESIDE.contains(&name),
        Form::Keywords => !matches!(
            name,
            "$comment"
                | "bearerFormat"
                | "description"
                | "example"
                | "examples"
                | "externalDocs"
                | "summary"
                | "tags"
                | "title"
        ),
        Form::Components => !name.starts_with("x-") && name != "examples",
        Form::Paths => !name.starts_with("x-"),
        Form::Statuses => !name.starts_with("x-") || own_status(name).is_some(),
        Form::Info => matches!(name, "title" | "version"),
        Form::Names | Form::NamesOfNames | Form::Literal => true,
    }
}

/// The status of a response that OpenAPI has no place for, as it has none beyond 599: `x-999`.
pub(crate) fn own_status(name: &str) -> Option<&str> {
    let status = name.strip_prefix("x-")?;
    let is_own = matches!(status.as_bytes(), [b'6'..=b'9', b'0'..=b'9', b'0'..=b'9']);
    is_own.then_some(status)
}

fn form_below(form: Form, name: &str) -> Form {
    match form {
        Form::Keywords => match name {
            "info" => Form::Info,
            "callbacks" => Form::NamesOfNames,
            "components" => Form::Components,
            "paths" => Form::Paths,
            "responses" => Form::Statuses,
            "$defs"
            | "content"
            | "definitions"
            | "dependentSchemas"
            | "encoding"
            | "headers"
            | "links"
            | "parameters"
            | "patternProperties"
            | "properties"
            | "variables"
            | "webhooks"
            | "x-additional-operations" => Form::Names,
            "const" | "default" | "dependentRequired" | "enum" | "mapping" | "required" | "scopes" | "security" => {
                Form::Literal
            }
            _ => Form::Keywords,
        },
        Form::Info => Form::Literal,
        Form::Names | Form::Statuses | Form::Paths => Form::Keywords,
        Form::NamesOfNames => Form::Names,
        Form::Components if name == "callbacks" => Form::NamesOfNames,
        Form::Components => Form::Names,
        Form::Literal => Form::Literal,
    }
}

/// A list of texts in order.
fn sorted_texts(list: &Value) -> Option<Value> {
    let mut texts = list.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
    texts.sort_unstable();
    Some(texts.into())
}
