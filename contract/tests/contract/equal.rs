//! What is no difference: other words for the same contract.

use serde_json::{Value, json};

use crate::support::{assert_found, operation, request, response};

/// Both directions, to and fro.
#[track_caller]
fn assert_same(before: &Value, after: &Value) {
    assert_found(before, after, &[]);
    assert_found(after, before, &[]);
}

/// Different schemas that allow the same.
#[test]
fn schemas_in_other_words() {
    for (before, after) in [
        (json!({ "description": "a", "title": "A", "examples": [1], "$comment": "c", "x-a": 1 }), json!({})),
        (json!(true), json!({})),
        (json!({ "type": "string" }), json!({ "type": ["string"] })),
        (json!({ "type": ["null", "string"] }), json!({ "type": ["string", "null"] })),
        (json!({ "type": ["string", "null"] }), json!({ "anyOf": [{ "type": "null" }, { "type": "string" }] })),
        (json!({ "type": ["string", "null"] }), json!({ "oneOf": [{ "type": "string" }, { "const": null }] })),
        (json!({ "type": ["number", "integer"] }), json!({ "type": "number" })),
        (json!({ "type": "number", "format": "double" }), json!({ "type": "number" })),
        (json!({ "enum": ["a", "b"] }), json!({ "enum": ["b", "a"] })),
        (json!({ "enum": ["a"] }), json!({ "type": "string", "const": "a" })),
        (
            json!({ "type": "string", "enum": ["a", "b"] }),
            json!({ "oneOf": [{ "type": "string", "const": "a", "description": "A." }, { "type": "string", "enum": ["b"] }] }),
        ),
        (json!({ "type": "string", "enum": ["a", null] }), json!({ "enum": ["a"], "type": "string" })),
        (json!({ "const": 1 }), json!({ "const": 1.0 })),
        (json!({ "required": ["a", "b"] }), json!({ "required": ["b", "a"] })),
        (json!({ "type": "integer", "minimum": 1 }), json!({ "type": "integer", "exclusiveMinimum": 0 })),
        (json!({ "type": "integer", "maximum": 1 }), json!({ "type": "integer", "exclusiveMaximum": 2, "maximum": 5 })),
        (json!({ "minLength": 0, "minItems": 0, "uniqueItems": false, "deprecated": false }), json!({})),
        (json!({ "additionalProperties": true }), json!({})),
        (json!({ "allOf": [{ "type": "string" }, { "maxLength": 3 }] }), json!({ "type": "string", "maxLength": 3 })),
        (json!({ "oneOf": [{ "type": "string" }] }), json!({ "type": "string" })),
        (
            json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
            json!({ "anyOf": [{ "type": "integer" }, { "type": "string" }] }),
        ),
        (json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] }), json!({ "type": ["string", "integer"] })),
        (
            json!({ "oneOf": [{ "type": ["string", "null"] }, { "type": "integer" }] }),
            json!({ "type": ["string", "integer", "null"] }),
        ),
        (
            json!({ "anyOf": [{ "type": "number" }, { "type": "integer" }, { "type": "null" }] }),
            json!({ "type": ["number", "null"] }),
        ),
        (
            json!({ "enum": [1, 0.1 + 0.2, -0.0, 1e16, [1.0], { "a": 1, "b": 2 }] }),
            json!({ "enum": [{ "b": 2.0, "a": 1 }, 1.0, 0, [1], 10_000_000_000_000_000_u64, 0.3] }),
        ),
        (
            json!({ "$defs": { "A": { "type": "string" } }, "type": "integer" }),
            json!({ "$defs": { "B": { "type": "null" } }, "type": "integer" }),
        ),
    ] {
        assert_same(&request(&before), &request(&after));
        assert_same(&response(&before), &response(&after));
    }
}

/// Different operations that are the same to a client.
#[test]
fn operations_in_other_words() {
    let header = |name: &str| json!({ "parameters": [{ "in": "header", "name": name }] });
    let token = |name: &str| {
        let mut document = operation(json!({ "security": [{ name: [] }] }));
        document["components"] =
            json!({ "securitySchemes": { name: { "type": "http", "scheme": "bearer", "bearerFormat": name } } });
        document
    };
    for (before, after) in [
        (operation(json!({ "summary": "a", "description": "b", "tags": ["c"] })), operation(json!({}))),
        (operation(header("X-A")), operation(header("x-a"))),
        (
            operation(json!({ "parameters": [{ "in": "query", "name": "a" }, { "in": "query", "name": "b" }] })),
            operation(json!({ "parameters": [{ "in": "query", "name": "b" }, { "in": "query", "name": "a" }] })),
        ),
        (
            operation(json!({ "parameters": [{ "in": "query", "name": "a" }] })),
            operation(
                json!({ "parameters": [{ "in": "query", "name": "a", "style": "form", "explode": true, "required": false }] }),
            ),
        ),
        (
            operation(json!({ "requestBody": { "content": { "Application/JSON; charset=utf-8": {} } } })),
            operation(json!({ "requestBody": { "content": { "application/json;charset=utf-8": {} } } })),
        ),
        (
            operation(json!({ "responses": { "200": { "headers": { "X-A": {} } } } })),
            operation(json!({ "responses": { "200": { "headers": { "x-a": {} } } } })),
        ),
        (
            operation(json!({ "responses": { "x-999": {}, "x-note": "a" } })),
            operation(json!({ "responses": { "999": {}, "x-100": {} } })),
        ),
        (
            json!({ "x-a": 1, "paths": { "x-a": 1, "/x": { "x-a": 1, "get": { "x-a": 1 } } } }),
            json!({ "paths": { "/x": { "get": {} } } }),
        ),
        (token("a"), token("b")),
        (operation(json!({ "security": [] })), operation(json!({ "security": [{}] }))),
        (
            json!({ "servers": [{ "url": "https://a.test/v1" }] }),
            json!({ "servers": [{ "url": "http://b.test:80/v1/" }] }),
        ),
        (
            json!({ "servers": [{ "url": "{host}/{v}", "variables": { "v": { "default": "v1" }, "host": { "default": "https://a.test" } } }] }),
            json!({ "servers": [{ "url": "/v1" }] }),
        ),
        (
            json!({ "openapi": "3.1.0", "info": { "title": "a" } }),
            json!({ "openapi": "3.1.1", "info": { "title": "b" } }),
        ),
    ] {
        assert_same(&before, &after);
    }
}

/// A path's parameters are known by where they are; what they hold is compared.
#[test]
fn path_parameters_have_other_names() {
    let document = |first: &str, second: &str, schema: &str| {
        json!({ "paths": { format!("/{{{first}}}/x/{{{second}}}"): { "get": { "parameters": [
            { "in": "path", "name": second, "required": true, "schema": { "type": "string" } },
            { "in": "path", "name": first, "required": true, "schema": { "type": schema } },
        ] } } } })
    };
    assert_same(&document("a", "b", "integer"), &document("b", "a", "integer"));
    assert_found(
        &document("a", "b", "integer"),
        &document("c", "d", "boolean"),
        &[(crate::support::Breaking, "type-changed", "/paths/~1{c}~1x~1{d}/get/parameters/1/schema/type")],
    );
}

/// A document with every component `X` called so; it refers to itself in a circle.
fn named(suffix: &str) -> Value {
    let name = |name: &str| format!("#/components/schemas/{name}{suffix}");
    json!({
        "info": { "version": "1.0.0" },
        "paths": { "/tree": { "put": {
            "parameters": [{ "$ref": format!("#/components/parameters/Page{suffix}") }],
            "requestBody": { "$ref": format!("#/components/requestBodies/Tree{suffix}") },
            "responses": { "200": { "$ref": format!("#/components/responses/Tree{suffix}") } },
        } } },
        "components": {
            "parameters": { format!("Page{suffix}"): { "in": "query", "name": "page", "schema": { "type": "integer" } } },
            "requestBodies": { format!("Tree{suffix}"): { "content": { "application/json": { "schema": { "$ref": name("Tree") } } } } },
            "responses": { format!("Tree{suffix}"): { "content": { "application/json": { "schema": { "$ref": name("Tree") } } } } },
            "schemas": {
                format!("Tree{suffix}"): {
                    "title": format!("Tree{suffix}"),
                    "type": "object",
                    "properties": {
                        "kids": { "type": "array", "items": { "$ref": name("Tree") } },
                        "leaf": { "anyOf": [{ "$ref": name("Leaf") }, { "type": "null" }] },
                        "not": { "not": { "$ref": name("Tree") } },
                        "either": {
                            "oneOf": [{ "$ref": name("Tree") }, { "$ref": name("Leaf") }],
                            "discriminator": { "propertyName": "kind", "mapping": { "t": name("Tree"), "l": name("Leaf") } },
                        },
                        "untold": { "anyOf": [{ "$ref": name("Leaf") }, { "$ref": name("Tree") }, { "type": "integer" }] },
                    },
                },
                format!("Leaf{suffix}"): { "allOf": [{ "$ref": name("Leaf") }, { "properties": { "tree": { "$ref": name("Tree") } } }] },
            },
        },
    })
}

/// A Rust type of another name is no difference, nor is a reference instead of what it names.
#[test]
fn components_have_other_names() {
    assert_same(&named(""), &named("Renamed"));
    let inline = request(&json!({ "type": "array", "items": { "type": "string" } }));
    let mut referred = request(&json!({ "$ref": "#/components/schemas/List" }));
    referred["components"] = json!({ "schemas": {
        "List": { "type": "array", "items": { "$ref": "#/components/schemas/A%20~1b" } },
        "A /b": { "type": "string" },
    } });
    assert_same(&inline, &referred);
}

/// What no operation uses is no part of the contract.
#[test]
fn unused_components_are_no_difference() {
    let mut after = operation(json!({}));
    after["components"] = json!({ "schemas": { "A": {} } });
    assert_same(&operation(json!({})), &after);
}
