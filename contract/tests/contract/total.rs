//! What holds of any JSON at all: nothing panics, nothing differs from itself, and nothing is lost without a word.

use cepa_contract::{Lock, compare};
use serde_json::{Value, json};

use crate::support::{differences, operation, response};

/// A generator of numbers (xorshift), the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    /// Some JSON of words that mean something.
    fn json(&mut self, depth: usize) -> Value {
        match self.roll(if depth == 0 { 7 } else { 12 }) {
            0 => json!(null),
            1 => json!(self.roll(2) == 0),
            2 => json!(self.roll(5)),
            3 => json!(-1.5),
            4 => json!({ "$ref": self.pick(&REFERENCES) }),
            5 | 6 => json!(self.pick(&TEXTS)),
            7 => (0..self.roll(4)).map(|_| self.json(depth - 1)).collect(),
            _ => {
                let members = (0..self.roll(5)).map(|_| (self.pick(&WORDS).to_owned(), self.json(depth - 1)));
                Value::Object(members.collect())
            }
        }
    }
}

const REFERENCES: [&str; 8] = [
    "#/components/schemas/A",
    "#/components/schemas/B",
    "#/components/schemas/None",
    "#",
    "#/paths",
    "other.json",
    "#/%zz",
    "#/components/schemas/A/properties/a",
];

const TEXTS: [&str; 14] = [
    "string", "integer", "null", "object", "query", "path", "a", "b", "apiKey", "http", "int32", "/v{a}", "uuid",
    "form",
];

const WORDS: [&str; 64] = [
    "$ref",
    "type",
    "enum",
    "const",
    "properties",
    "required",
    "items",
    "prefixItems",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "additionalProperties",
    "unevaluatedProperties",
    "minimum",
    "exclusiveMaximum",
    "maxLength",
    "maxItems",
    "multipleOf",
    "uniqueItems",
    "pattern",
    "format",
    "default",
    "deprecated",
    "discriminator",
    "mapping",
    "propertyName",
    "readOnly",
    "writeOnly",
    "a",
    "b",
    "description",
    "paths",
    "/x/{a}",
    "/x/{b}",
    "get",
    "post",
    "parameters",
    "in",
    "name",
    "schema",
    "content",
    "application/json",
    "requestBody",
    "responses",
    "200",
    "404",
    "default",
    "headers",
    "security",
    "components",
    "schemas",
    "A",
    "B",
    "securitySchemes",
    "scopes",
    "servers",
    "url",
    "operationId",
    "callbacks",
    "x-alternatives",
    "x-additional-operations",
    "x-matches",
    "x-999",
];

/// A document in which everything there is stands once.
fn everything() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1.0.0" },
        "servers": [{ "url": "/{v}", "variables": { "v": { "default": "v1" } } }],
        "security": [{ "login": ["read"] }],
        "jsonSchemaDialect": "d",
        "webhooks": { "done": { "post": {} } },
        "paths": {
            "/x/{id}": {
                "parameters": [{ "in": "path", "name": "id", "required": true, "schema": { "type": "string" } }],
                "put": {
                    "operationId": "put",
                    "deprecated": true,
                    "parameters": [
                        { "in": "query", "name": "q", "required": true, "style": "form", "explode": true, "schema": { "type": "integer" } },
                        { "in": "cookie", "name": "c", "content": { "application/json": { "schema": { "type": "integer" } } } },
                    ],
                    "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
                    "responses": { "200": {
                        "headers": { "x-h": { "required": true, "schema": { "type": "string" } } },
                        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } },
                        "links": { "l": { "operationId": "put" } },
                    } },
                    "security": [{ "key": [] }],
                    "callbacks": { "done": { "/": { "post": {} } } },
                },
                "get": { "security": [{ "token": [] }] },
                "delete": {
                    "x-matches": "/x/{:[0-9]+}",
                    "x-alternatives": [{ "x-matches": "/x/{}", "responses": { "x-999": { "content": { "text/plain": {} } } } }],
                },
                "x-additional-operations": { "PURGE": { "deprecated": true } },
            },
        },
        "components": {
            "schemas": {
                "A": {
                    "type": "object",
                    "required": ["a"],
                    "additionalProperties": false,
                    "minProperties": 1,
                    "deprecated": true,
                    "properties": {
                        "a": { "type": ["integer", "null"], "format": "int32", "minimum": 1, "multipleOf": 2, "default": 4 },
                        "b": { "type": "string", "pattern": "p", "maxLength": 9, "format": "uuid" },
                        "c": { "enum": ["x", "y", 1] },
                        "d": { "type": "array", "prefixItems": [{ "type": "string" }], "items": { "type": "boolean" }, "uniqueItems": true },
                        "e": {
                            "oneOf": [{ "$ref": "#/components/schemas/A" }, { "type": "string" }, { "const": 7 }],
                            "discriminator": { "propertyName": "kind" },
                        },
                        "f": { "anyOf": [{ "$ref": "#/components/schemas/B" }, { "type": "null" }], "not": { "const": 1 } },
                        "g": { "type": "object", "additionalProperties": { "type": "string" } },
                        "h": { "allOf": [{ "type": "string" }, { "minLength": 2 }] },
                    },
                },
                "B": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A" } } },
            },
            "securitySchemes": {
                "login": { "type": "oauth2", "flows": { "implicit": { "authorizationUrl": "/a", "scopes": { "read": "" } } } },
                "key": { "type": "apiKey", "in": "header", "name": "x-k" },
                "token": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

/// The pointers of all values of a document, parents first.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            let name = |name: &String| name.replace('~', "~0").replace('/', "~1");
            members.iter().map(|(key, value)| (name(key), value)).collect()
        }
        Value::Array(elements) => {
            elements.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in members {
        pointers(value, &format!("{at}/{name}"), all);
    }
}

fn all_pointers(document: &Value) -> Vec<String> {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    all
}

fn assert_itself(document: &Value) {
    let lock = Lock::of(document);
    assert!(compare(&lock, &lock).is_empty(), "{document:#}");
    assert_eq!(Lock::read(&lock.write()).as_ref(), Ok(&lock), "{document:#}");
}

/// Some JSON in which every member may be of any form.
#[test]
fn any_json_is_compared() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut before = json!({});
    for _ in 0..3_000 {
        let document = dice.json(8);
        assert_itself(&document);
        differences(&before, &document);
        before = document;
    }
}

/// A document in which some values are something else.
#[test]
fn a_damaged_document_is_compared() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let whole = everything();
    let places = all_pointers(&whole);
    for _ in 0..400 {
        let mut damaged = whole.clone();
        for _ in 0..=dice.roll(4) {
            let junk = dice.json(5);
            let place = &places[dice.roll(places.len())];
            if let Some(value) = damaged.pointer_mut(place) {
                *value = junk;
            }
        }
        assert_itself(&damaged);
        differences(&whole, &damaged);
        differences(&damaged, &whole);
    }
}

/// Whatever value is another, someone is told; these are no part of a contract.
#[test]
fn no_value_is_lost() {
    let no_part = |place: &str| {
        place.is_empty()
            || place.starts_with("/info")
            || place == "/openapi"
            // What asks for the same has any name, and the text of a scope is prose.
            || place.ends_with("/scopes/read")
            // What is in a path is always there.
            || place == "/paths/~1x~1{id}/parameters/0/required"
    };
    let whole = everything();
    for place in all_pointers(&whole).iter().filter(|place| !no_part(place)) {
        for junk in [json!("\u{1}"), json!([41])] {
            let mut damaged = whole.clone();
            *damaged.pointer_mut(place).unwrap() = junk.clone();
            let told = [differences(&whole, &damaged), differences(&damaged, &whole)];
            assert!(told.iter().all(|told| !told.is_empty()), "{junk} at {place}");
        }
    }
}

/// References that lead to each other, or to nothing, come to an end.
#[test]
fn references_in_circles_end() {
    for target in ["#/components/schemas/A", "#/components/schemas/B", "#/nowhere", "#", "elsewhere.json#/a"] {
        let document = |types: &str| {
            json!({
                "paths": { "/a": {
                    "$ref": "#/paths/~1a",
                    "get": { "responses": { "200": { "content": { "application/json": { "schema": { "$ref": target } } } } } },
                } },
                "components": { "schemas": {
                    "A": { "$ref": "#/components/schemas/B" },
                    "B": { "$ref": "#/components/schemas/A", "type": types },
                } },
            })
        };
        assert_itself(&document("string"));
        differences(&document("string"), &document("integer"));
    }
}

/// A chain of thousands of components.
#[test]
fn long_chains_end() {
    let document = |last: &str| {
        let mut schemas = serde_json::Map::new();
        for index in 0..4_000 {
            let next = format!("#/components/schemas/S{}", index + 1);
            let schema = match index % 3 {
                0 => json!({ "$ref": next }),
                1 => json!({ "properties": { "next": { "$ref": next } } }),
                _ => json!({ "not": { "$ref": next }, "anyOf": [{ "$ref": next }, { "type": "null" }] }),
            };
            schemas.insert(format!("S{index}"), schema);
        }
        schemas.insert("S4000".to_owned(), json!({ "type": last }));
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } });
        json!({
            "paths": { "/a": { "get": { "responses": { "200": { "content": content } } } } },
            "components": { "schemas": schemas },
        })
    };
    assert!(differences(&document("string"), &document("string")).is_empty());
    assert!(!differences(&document("string"), &document("integer")).is_empty());
}

/// Lists of thousands of values, a few of them others.
#[test]
fn long_lists_of_values_end() {
    let document = |values: std::ops::Range<u32>| {
        let texts: Vec<_> = values.clone().map(|value| format!("v{value}")).collect();
        let floats: Vec<_> = values.clone().map(|value| json!([f64::from(value) / 7.0])).collect();
        let [texts, floats] = [json!({ "enum": texts }), json!({ "not": { "enum": floats } })];
        operation(
            json!({ "requestBody": { "content": { "text/a": { "schema": texts }, "text/b": { "schema": floats } } } }),
        )
    };
    assert!(differences(&document(0..30_000), &document(0..30_000)).is_empty());
    let told = differences(&document(0..30_000), &document(1..30_002));
    let kinds: Vec<_> = told.iter().map(|difference| difference.kind.code()).collect();
    assert_eq!(kinds, ["enum-value-removed", "constraint-changed", "enum-value-added", "enum-value-added"]);
}

/// A union of hundreds of variants, each of them another one now.
#[test]
fn long_unions_end() {
    let document = |bound: u32| {
        let variants: Vec<_> = (0..1_000)
            .map(|index| json!({ "type": "string", "pattern": format!("{index}"), "maxLength": index + bound }))
            .collect();
        response(&json!({ "anyOf": variants }))
    };
    let told = differences(&document(1_000), &document(2_000));
    assert_eq!(told.iter().filter(|difference| difference.kind.code() == "bound-loosened").count(), 1_000);
}
