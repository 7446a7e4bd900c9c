//! The named schemas of a document: those of requests and of answers brought together under one roof.

use serde_json::{Map, Value};

use super::dialect;
use super::object::{object, set};
use super::reference::{INPUT_PATH, OUTPUT_PATH, change_references, reference, references, referred};
use crate::sorted::{self, SortedMap};

type Definitions = Map<String, Value>;

/// The named schemas of what is read and of what is written, which may differ under one name.
#[derive(Debug)]
pub(super) struct Components {
    input: Definitions,
    output: Definitions,
}

impl Components {
    pub(super) fn new(mut input: Definitions, mut output: Definitions) -> Self {
        // A map keeps the order in which types were asked for, if another crate wishes so of `serde_json`.
        input.sort_keys();
        output.sort_keys();
        Self { input, output }
    }

    /// Points every reference in `document` to where its schema stands in the end, and gives the schemas that are used.
    ///
    /// A type that looks the same in both directions has one schema; where it differs, that of requests is called `…Input`.
    pub(super) fn settle(mut self, document: &mut Value) -> Map<String, Value> {
        let used = self.used(document);
        for (path, definitions) in [(INPUT_PATH, &mut self.input), (OUTPUT_PATH, &mut self.output)] {
            for (name, schema) in std::mem::take(definitions) {
                if used.binary_search(&reference(path, &name)).is_ok() {
                    set(definitions, &name, schema);
                }
            }
        }
        let names = self.final_names();
        rename(document, &names);
        let mut schemas = Map::new();
        for (path, definitions) in [(OUTPUT_PATH, self.output), (INPUT_PATH, self.input)] {
            for (name, mut schema) in definitions {
                rename(&mut schema, &names);
                match names.get(&*reference(path, &name)) {
                    Some(name) if !schemas.contains_key(name) => set(&mut schemas, name, schema),
                    _ => {}
                }
            }
        }
        for schema in schemas.values_mut() {
            dialect::settle(schema);
        }
        hoist_unions(&mut schemas);
        schemas
    }

    /// The references that can be reached from the document, sorted.
    fn used(&self, document: &Value) -> Vec<String> {
        let mut used = Vec::new();
        let mut open = Vec::new();
        references(document, &mut |reference| open.push(reference.to_owned()));
        while let Some(found) = open.pop() {
            let Some((path, name)) = referred(&found) else { continue };
            if let Some(schema) = self.definition(&found)
                && sorted::insert(&mut used, reference(path, &name))
            {
                references(schema, &mut |reference| open.push(reference.to_owned()));
            }
        }
        used
    }

    fn definition(&self, reference: &str) -> Option<&Value> {
        let (path, name) = referred(reference)?;
        let definitions = if path == INPUT_PATH { &self.input } else { &self.output };
        definitions.get(&name)
    }

    /// What each schema is called in the end, by the reference that it has now.
    fn final_names(&self) -> SortedMap<String, String> {
        let differing = self.differing();
        let mut names = SortedMap::default();
        let mut taken: Vec<String> = Vec::new();
        let mut give = |wanted| {
            let given = unique(wanted, &|name| taken.binary_search_by(|known| known.as_str().cmp(name)).is_ok());
            sorted::insert(&mut taken, given.clone());
            given
        };
        for name in self.output.keys() {
            *names.entry(reference(OUTPUT_PATH, name)) = give(component_name(name));
        }
        for name in self.input.keys() {
            let given = match names.get(&*reference(OUTPUT_PATH, name)) {
                Some(shared) if differing.binary_search(name).is_err() => shared.clone(),
                Some(_) => give(format!("{}Input", component_name(name))),
                None => give(component_name(name)),
            };
            *names.entry(reference(INPUT_PATH, name)) = given;
        }
        names
    }

    /// Sorted, the names whose two schemas differ, by themselves or by what they refer to.
    fn differing(&self) -> Vec<String> {
        let mut differing = Vec::new();
        for (name, input) in &self.input {
            let mut alike = input.clone();
            change_references(&mut alike, &mut |text| *text = text.replace(INPUT_PATH, OUTPUT_PATH));
            if self.output.get(name).is_some_and(|output| *output != alike) {
                sorted::insert(&mut differing, name.clone());
            }
        }
        loop {
            let before = differing.len();
            for (name, input) in &self.input {
                let mut refers = false;
                references(input, &mut |reference| {
                    let name = referred(reference).map(|(_, name)| name).unwrap_or_default();
                    refers |= differing.binary_search(&name).is_ok() || !self.output.contains_key(&name);
                });
                if refers && self.output.contains_key(name) {
                    sorted::insert(&mut differing, name.clone());
                }
            }
            if differing.len() == before {
                return differing;
            }
        }
    }
}

/// Components have names of letters, digits, `.`, `_` and `-` (OpenAPI 3.1, section 4.8.7.1).
pub(super) fn component_name(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect()
}

/// The name, with a number where it is taken.
pub(super) fn unique(name: String, is_taken: &dyn Fn(&str) -> bool) -> String {
    let mut unique = name.clone();
    let mut number = 2u64;
    while is_taken(&unique) {
        unique = format!("{name}{number}");
        number += 1;
    }
    unique
}

fn rename(value: &mut Value, names: &SortedMap<String, String>) {
    change_references(value, &mut |text| {
        let known = referred(text).map(|(path, name)| reference(path, &name));
        if let Some(name) = known.and_then(|known| names.get(&*known)) {
            *text = format!("#{OUTPUT_PATH}/{name}");
        }
    });
}

/// Unions whose alternatives are told apart by a member become unions of components with a `discriminator`, as it can only
/// name components (OpenAPI 3.1, section 4.8.25).
fn hoist_unions(schemas: &mut Map<String, Value>) {
    let names: Vec<String> = schemas.keys().cloned().collect();
    for name in names {
        let Some(alternatives) = schemas.get(&name).and_then(|schema| schema.get("oneOf")).and_then(Value::as_array)
        else {
            continue;
        };
        let Some((tag, values)) = discriminator(alternatives) else { continue };
        let alternatives = alternatives.clone();
        let mut mapping = Map::new();
        let mut references = Vec::new();
        for (value, alternative) in values.iter().zip(alternatives) {
            let wanted = format!("{name}{}", component_name(&pascal_case(value)));
            let given = unique(wanted, &|name| schemas.contains_key(name));
            let reference = format!("#{OUTPUT_PATH}/{given}");
            set(&mut mapping, value, reference.as_str().into());
            references.push(object([("$ref", reference.into())]));
            set(schemas, &given, alternative);
        }
        if let Some(union) = schemas.get_mut(&name).and_then(Value::as_object_mut) {
            set(union, "oneOf", references.into());
            set(union, "discriminator", object([("propertyName", tag.into()), ("mapping", mapping.into())]));
        }
    }
}

/// The member that every alternative has with a value of its own, and those values.
fn discriminator(alternatives: &[Value]) -> Option<(String, Vec<String>)> {
    let first = alternatives.first()?.get("properties")?.as_object()?;
    first.keys().find_map(|tag| Some((tag.clone(), tag_values(alternatives, tag)?)))
}

fn tag_values(alternatives: &[Value], tag: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for alternative in alternatives {
        let value = tag_value(alternative, tag)?;
        if values.contains(&value) {
            return None;
        }
        values.push(value);
    }
    (values.len() > 1).then_some(values)
}

fn tag_value(alternative: &Value, tag: &str) -> Option<String> {
    let required = alternative.get("required")?.as_array()?;
    let schema = alternative.get("properties")?.get(tag)?;
    let value = schema.get("const")?.as_str()?;
    required.iter().any(|name| name == tag).then(|| value.to_owned())
}

/// `credit_card`, `credit-card` and `creditCard` are `CreditCard`.
fn pascal_case(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        })
        .collect()
}
