//! The named schemas of a document: those of requests and of answers brought together under one roof.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::dialect;
use super::reference::{INPUT_PATH, OUTPUT_PATH, change_references, reference, references, referred};

type Definitions = BTreeMap<String, Value>;

/// The named schemas of what is read and of what is written, which may differ under one name.
#[derive(Debug)]
pub(super) struct Components {
    input: Definitions,
    output: Definitions,
}

impl Components {
    pub(super) fn new(input: Map<String, Value>, output: Map<String, Value>) -> Self {
        Self { input: input.into_iter().collect(), output: output.into_iter().collect() }
    }

    /// Points every reference in `document` to where its schema stands in the end, and gives the schemas that are used.
    ///
    /// A type that looks the same in both directions has one schema; where it differs, that of requests is called `…Input`.
    pub(super) fn settle(mut self, document: &mut Value) -> Map<String, Value> {
        let used = self.used(document);
        self.input.retain(|name, _| used.contains(&reference(INPUT_PATH, name)));
        self.output.retain(|name, _| used.contains(&reference(OUTPUT_PATH, name)));
        let names = self.final_names();
        rename(document, &names);
        let mut schemas = Map::new();
        for (path, definitions) in [(OUTPUT_PATH, self.output), (INPUT_PATH, self.input)] {
            for (name, mut schema) in definitions {
                rename(&mut schema, &names);
                if let Some(name) = names.get(&reference(path, &name)) {
                    schemas.entry(name.clone()).or_insert(schema);
                }
            }
        }
        for schema in schemas.values_mut() {
            dialect::settle(schema);
        }
        hoist_unions(&mut schemas);
        schemas
    }

    /// The references that can be reached from the document.
    fn used(&self, document: &Value) -> BTreeSet<String> {
        let mut used = BTreeSet::new();
        let mut open = Vec::new();
        references(document, &mut |reference| open.push(reference.to_owned()));
        while let Some(found) = open.pop() {
            let Some((path, name)) = referred(&found) else { continue };
            if let Some(schema) = self.definition(&found)
                && used.insert(reference(path, &name))
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
    fn final_names(&self) -> BTreeMap<String, String> {
        let differing = self.differing();
        let mut names = BTreeMap::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for name in self.output.keys() {
            let given = unique(component_name(name), &taken);
            taken.insert(given.clone());
            names.insert(reference(OUTPUT_PATH, name), given);
        }
        for name in self.input.keys() {
            let given = match names.get(&reference(OUTPUT_PATH, name)) {
                Some(shared) if !differing.contains(name) => shared.clone(),
                Some(_) => unique(format!("{}Input", component_name(name)), &taken),
                None => unique(component_name(name), &taken),
            };
            taken.insert(given.clone());
            names.insert(reference(INPUT_PATH, name), given);
        }
        names
    }

    /// The names whose two schemas differ, by themselves or by what they refer to.
    fn differing(&self) -> BTreeSet<&String> {
        let both = || self.input.iter().filter_map(|(name, input)| Some((name, input, self.output.get(name)?)));
        let mut differing: BTreeSet<&String> = BTreeSet::new();
        for (name, input, output) in both() {
            let mut alike = input.clone();
            change_references(&mut alike, &mut |text| *text = text.replace(INPUT_PATH, OUTPUT_PATH));
            if alike != *output {
                differing.insert(name);
            }
        }
        loop {
            let before = differing.len();
            for (name, input, _) in both() {
                let mut refers = false;
                references(input, &mut |reference| {
                    let name = referred(reference).map(|(_, name)| name).unwrap_or_default();
                    refers |= differing.contains(&name) || !self.output.contains_key(&name);
                });
                if refers {
                    differing.insert(name);
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

fn unique(name: String, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or(name)
}

fn rename(value: &mut Value, names: &BTreeMap<String, String>) {
    change_references(value, &mut |text| {
        let known = referred(text).map(|(path, name)| reference(path, &name));
        if let Some(name) = known.and_then(|known| names.get(&known)) {
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
            let taken = schemas.keys().cloned().collect();
            let given = unique(format!("{name}{}", component_name(&pascal_case(value))), &taken);
            let reference = format!("#{OUTPUT_PATH}/{given}");
            mapping.insert(value.clone(), reference.clone().into());
            references.push(json!({ "$ref": reference }));
            schemas.insert(given, alternative);
        }
        if let Some(union) = schemas.get_mut(&name).and_then(Value::as_object_mut) {
            union.insert("oneOf".into(), references.into());
            union.insert("discriminator".into(), json!({ "propertyName": tag, "mapping": mapping }));
        }
    }
}

/// The member that every alternative has with a value of its own, and those values.
fn discriminator(alternatives: &[Value]) -> Option<(String, Vec<String>)> {
    let first = alternatives.first()?.get("properties")?.as_object()?;
    first.keys().find_map(|tag| {
        let values: Option<Vec<String>> = alternatives.iter().map(|alternative| tag_value(alternative, tag)).collect();
        let values = values?;
        let distinct: BTreeSet<&String> = values.iter().collect();
        (values.len() > 1 && distinct.len() == values.len()).then(|| (tag.clone(), values))
    })
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
