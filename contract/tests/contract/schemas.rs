//! What differs of schemas: a row for each pair, read in both directions, in a request and in a response.

use cepa_contract::Class;
use serde_json::{Value, json};

use crate::support::{
    Breaking, REQUEST, RESPONSE, Risky, Safe, assert_found, details, differences, found, request, response,
};

/// Code, class in a request, class in a response, and where it stands below the schema.
type Found = (&'static str, Class, Class, &'static str);

/// Before and after, what is found, and what is found the other way round.
type Row = (Value, Value, Found, Found);

/// Each pair stands for one difference.
pub(crate) fn rows() -> Vec<Row> {
    let object = |properties: Value, required: Value| json!({ "type": "object", "properties": properties, "required": required });
    let text = || json!({ "type": "string" });
    let cat = || json!({ "properties": { "kind": { "const": "cat" } }, "required": ["kind"], "type": "object" });
    let dog = || json!({ "properties": { "kind": { "const": "dog" } }, "required": ["kind"], "type": "object" });
    let mut rows = vec![
        // Types.
        (
            json!({ "type": ["integer", "string"] }),
            json!({ "type": "integer" }),
            ("type-narrowed", Breaking, Safe, "/type"),
            ("type-widened", Safe, Breaking, "/type"),
        ),
        (
            json!({ "type": "number" }),
            json!({ "type": "integer" }),
            ("type-narrowed", Breaking, Safe, "/type"),
            ("type-widened", Safe, Breaking, "/type"),
        ),
        (
            json!({}),
            json!({ "type": "integer" }),
            ("type-narrowed", Breaking, Safe, "/type"),
            ("type-widened", Safe, Breaking, "/type"),
        ),
        (json!(true), json!(false), ("type-narrowed", Breaking, Safe, ""), ("type-widened", Safe, Breaking, "")),
        (
            json!({ "type": "string" }),
            json!({ "type": "integer" }),
            ("type-changed", Breaking, Breaking, "/type"),
            ("type-changed", Breaking, Breaking, "/type"),
        ),
        (
            json!({ "type": "string" }),
            json!({ "type": ["string", "null"] }),
            ("null-added", Safe, Breaking, "/type"),
            ("null-removed", Breaking, Safe, "/type"),
        ),
        (
            json!({ "type": "string" }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
            ("null-added", Safe, Breaking, "/anyOf/1"),
            ("null-removed", Breaking, Safe, "/anyOf/1"),
        ),
        (
            json!({ "enum": ["a"] }),
            json!({ "enum": ["a", null] }),
            ("null-added", Safe, Breaking, "/enum/1"),
            ("null-removed", Breaking, Safe, "/enum/1"),
        ),
        // Formats.
        (
            json!({ "type": "integer", "format": "int64" }),
            json!({ "type": "integer", "format": "int32" }),
            ("format-narrowed", Breaking, Safe, "/format"),
            ("format-widened", Safe, Breaking, "/format"),
        ),
        (
            json!({ "type": "string" }),
            json!({ "type": "string", "format": "uuid" }),
            ("format-narrowed", Breaking, Safe, "/format"),
            ("format-widened", Safe, Breaking, "/format"),
        ),
        (
            json!({ "type": "string", "format": "date" }),
            json!({ "type": "string", "format": "date-time" }),
            ("format-changed", Breaking, Breaking, "/format"),
            ("format-changed", Breaking, Breaking, "/format"),
        ),
        (
            json!({ "type": "integer", "format": "int8" }),
            json!({ "type": "integer", "format": "uint8" }),
            ("format-changed", Breaking, Breaking, "/format"),
            ("format-changed", Breaking, Breaking, "/format"),
        ),
        (
            json!({ "type": "string" }),
            json!({ "type": "string", "format": "email" }),
            ("bound-tightened", Breaking, Safe, "/format"),
            ("bound-loosened", Safe, Risky, "/format"),
        ),
        // Listed values.
        (
            json!({ "enum": ["a"] }),
            json!({ "enum": ["a", "b"] }),
            ("enum-value-added", Safe, Risky, "/enum/1"),
            ("enum-value-removed", Breaking, Safe, "/enum/1"),
        ),
        (
            json!({ "type": "string" }),
            json!({ "type": "string", "enum": ["a"] }),
            ("enum-closed", Breaking, Safe, "/enum"),
            ("enum-opened", Safe, Breaking, "/enum"),
        ),
        (
            json!({ "const": "a" }),
            json!({ "const": "b" }),
            ("enum-replaced", Breaking, Breaking, "/const"),
            ("enum-replaced", Breaking, Breaking, "/const"),
        ),
        (
            json!({ "const": 1 }),
            json!({ "enum": [1.0, 2] }),
            ("enum-value-added", Safe, Risky, "/enum/1"),
            ("enum-value-removed", Breaking, Safe, "/enum/1"),
        ),
        (
            json!({ "oneOf": [{ "const": "a" }, { "enum": ["b"] }] }),
            json!({ "enum": ["b", "a", "c"] }),
            ("enum-value-added", Safe, Risky, "/enum/2"),
            ("enum-value-removed", Breaking, Safe, "/enum/2"),
        ),
        // Patterns and defaults.
        (
            text(),
            json!({ "type": "string", "pattern": "^a" }),
            ("pattern-added", Breaking, Safe, "/pattern"),
            ("pattern-removed", Safe, Risky, "/pattern"),
        ),
        (
            json!({ "type": "string", "pattern": "^a" }),
            json!({ "type": "string", "pattern": "^b" }),
            ("pattern-changed", Risky, Risky, "/pattern"),
            ("pattern-changed", Risky, Risky, "/pattern"),
        ),
        (
            json!({ "type": "integer", "default": 1 }),
            json!({ "type": "integer", "default": 2 }),
            ("default-changed", Risky, Safe, "/default"),
            ("default-changed", Risky, Safe, "/default"),
        ),
        (
            text(),
            json!({ "type": "string", "deprecated": true }),
            ("deprecated", Safe, Safe, "/deprecated"),
            ("undeprecated", Safe, Safe, "/deprecated"),
        ),
        // Objects.
        (
            object(json!({}), json!([])),
            object(json!({ "a": text() }), json!([])),
            ("property-added", Safe, Safe, "/properties/a"),
            ("property-removed", Risky, Breaking, "/properties/a"),
        ),
        (
            object(json!({ "a": text() }), json!([])),
            object(json!({ "a": text() }), json!(["a"])),
            ("property-became-required", Breaking, Safe, "/properties/a"),
            ("property-became-optional", Safe, Breaking, "/properties/a"),
        ),
        (
            json!({ "type": "object" }),
            json!({ "type": "object", "required": ["a"] }),
            ("property-became-required", Breaking, Safe, "/required/0"),
            ("property-became-optional", Safe, Breaking, "/required/0"),
        ),
        (
            json!({ "type": "object" }),
            json!({ "type": "object", "additionalProperties": false }),
            ("object-closed", Breaking, Safe, "/additionalProperties"),
            ("object-opened", Safe, Risky, "/additionalProperties"),
        ),
        (
            json!({ "type": "object", "unevaluatedProperties": true }),
            json!({ "type": "object", "unevaluatedProperties": false }),
            ("object-closed", Breaking, Safe, "/unevaluatedProperties"),
            ("object-opened", Safe, Risky, "/unevaluatedProperties"),
        ),
        (
            json!({ "type": "object" }),
            json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
            ("type-narrowed", Breaking, Safe, "/additionalProperties/type"),
            ("type-widened", Safe, Breaking, "/additionalProperties/type"),
        ),
        (
            object(json!({ "a": { "type": "object", "properties": { "b": { "maximum": 9 } } } }), json!([])),
            object(json!({ "a": { "type": "object", "properties": { "b": { "maximum": 8 } } } }), json!([])),
            ("bound-tightened", Breaking, Safe, "/properties/a/properties/b/maximum"),
            ("bound-loosened", Safe, Risky, "/properties/a/properties/b/maximum"),
        ),
        // Lists.
        (
            json!({ "type": "array", "items": { "type": "number" } }),
            json!({ "type": "array", "items": { "type": "integer" } }),
            ("type-narrowed", Breaking, Safe, "/items/type"),
            ("type-widened", Safe, Breaking, "/items/type"),
        ),
        (
            json!({ "type": "array", "items": false, "prefixItems": [text()] }),
            json!({ "type": "array", "items": false, "prefixItems": [text(), text()] }),
            ("type-widened", Safe, Breaking, "/prefixItems/1/type"),
            ("type-narrowed", Breaking, Safe, "/items"),
        ),
        (
            json!({ "type": "array", "maxItems": 1, "prefixItems": [{ "type": "integer" }] }),
            json!({ "type": "array", "maxItems": 1, "prefixItems": [{ "type": "number" }], "items": text() }),
            ("type-widened", Safe, Breaking, "/prefixItems/0/type"),
            ("type-narrowed", Breaking, Safe, "/prefixItems/0/type"),
        ),
        // Variants.
        (
            json!({ "oneOf": [cat(), dog()] }),
            json!({ "oneOf": [dog(), cat(), { "properties": { "kind": { "const": "owl" } }, "required": ["kind"] }] }),
            ("variant-added", Safe, Risky, "/oneOf/2"),
            ("variant-removed", Breaking, Safe, "/oneOf/2"),
        ),
        (
            cat(),
            json!({ "oneOf": [cat(), dog()] }),
            ("variant-added", Safe, Risky, "/oneOf/1"),
            ("variant-removed", Breaking, Safe, "/oneOf/1"),
        ),
        (
            json!({ "oneOf": [object(json!({ "a": text() }), json!(["a"]))] }),
            json!({ "oneOf": [object(json!({ "a": text() }), json!(["a"])), object(json!({ "b": text() }), json!(["b"]))] }),
            ("variant-added", Safe, Risky, "/oneOf/1"),
            ("variant-removed", Breaking, Safe, "/oneOf/1"),
        ),
        (
            json!({ "oneOf": [{ "enum": ["a"] }, cat(), dog()] }),
            json!({ "oneOf": [cat(), dog(), { "enum": ["a", "b"] }] }),
            ("enum-value-added", Safe, Risky, "/oneOf/2/enum/1"),
            ("enum-value-removed", Breaking, Safe, "/oneOf/2/enum/1"),
        ),
        (
            json!({ "anyOf": [text(), { "type": "integer", "minimum": 1 }] }),
            json!({ "anyOf": [{ "type": "integer", "minimum": 1 }, { "type": "array" }, text()] }),
            ("untagged-variant-added", Safe, Breaking, "/anyOf/1"),
            ("variant-removed", Breaking, Safe, "/anyOf/1"),
        ),
        (
            json!({ "anyOf": [text(), { "type": "integer" }] }),
            json!({ "type": ["array", "string", "integer"] }),
            ("type-widened", Safe, Breaking, "/type"),
            ("type-narrowed", Breaking, Safe, "/anyOf"),
        ),
        (
            json!({ "anyOf": [{ "type": "array" }, { "type": "string", "maxLength": 2 }] }),
            json!({ "anyOf": [{ "type": "string", "maxLength": 1 }, { "type": "array" }] }),
            ("bound-tightened", Breaking, Safe, "/anyOf/0/maxLength"),
            ("bound-loosened", Safe, Risky, "/anyOf/1/maxLength"),
        ),
        (
            json!({ "oneOf": [cat(), dog()] }),
            json!({ "oneOf": [cat(), { "properties": { "kind": { "const": "dog" }, "age": {} }, "required": ["kind"], "type": "object" }] }),
            ("property-added", Safe, Safe, "/oneOf/1/properties/age"),
            ("property-removed", Risky, Breaking, "/oneOf/1/properties/age"),
        ),
        (
            json!({ "anyOf": [cat(), dog()], "discriminator": { "propertyName": "a" } }),
            json!({ "anyOf": [cat(), dog()], "discriminator": { "propertyName": "b" } }),
            ("discriminator-changed", Risky, Risky, "/discriminator"),
            ("discriminator-changed", Risky, Risky, "/discriminator"),
        ),
        (
            json!({ "type": ["string", "null"] }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "array", "maxItems": 1 }, { "type": "null" }] }),
            ("untagged-variant-added", Safe, Breaking, "/anyOf/1"),
            ("variant-removed", Breaking, Safe, "/anyOf/1"),
        ),
        (
            json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] }),
            json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }, { "type": "null" }] }),
            ("null-added", Safe, Breaking, "/anyOf/2"),
            ("null-removed", Breaking, Safe, "/anyOf/2"),
        ),
        (
            json!({ "type": "object", "required": ["z"] }),
            json!({ "type": "object", "required": ["z"], "oneOf": [cat(), dog()] }),
            ("constraint-added", Breaking, Safe, "/oneOf"),
            ("constraint-removed", Safe, Risky, "/oneOf"),
        ),
        // What is put together.
        (
            json!({ "allOf": [{ "type": "string" }] }),
            json!({ "allOf": [{ "type": "string" }, { "maxLength": 3 }] }),
            ("bound-tightened", Breaking, Safe, "/allOf/1/maxLength"),
            ("bound-loosened", Safe, Risky, "/allOf/1/maxLength"),
        ),
        // What is not understood.
        (
            text(),
            json!({ "type": "string", "not": { "maxLength": 3 } }),
            ("constraint-added", Breaking, Safe, "/not"),
            ("constraint-removed", Safe, Risky, "/not"),
        ),
        (
            json!({ "type": "object", "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }),
            json!({ "type": "object", "oneOf": [{ "required": ["a"] }, { "required": ["b"] }], "propertyNames": { "maxLength": 1 } }),
            ("constraint-added", Breaking, Safe, "/propertyNames"),
            ("constraint-removed", Safe, Risky, "/propertyNames"),
        ),
        (
            json!({ "not": { "maxLength": 3 } }),
            json!({ "not": { "maxLength": 4 } }),
            ("constraint-changed", Risky, Risky, "/not"),
            ("constraint-changed", Risky, Risky, "/not"),
        ),
        (
            json!({ "type": "string" }),
            json!({ "type": "string", "unheardOf": 1 }),
            ("member-changed", Risky, Risky, "/unheardOf"),
            ("member-changed", Risky, Risky, "/unheardOf"),
        ),
        (
            json!({ "type": "integer", "maximum": 1 }),
            json!({ "type": "integer", "maximum": 1, "minimum": "one" }),
            ("member-changed", Risky, Risky, "/minimum"),
            ("member-changed", Risky, Risky, "/minimum"),
        ),
    ];
    rows.extend(bounds());
    rows
}

/// A keyword, its looser value and its tighter one.
fn bounds() -> Vec<Row> {
    let keywords = [
        ("minimum", json!(1), json!(1.5)),
        ("exclusiveMinimum", json!(-0.5), json!(0)),
        ("maximum", json!(u64::MAX), json!(u64::MAX - 1)),
        ("exclusiveMaximum", json!(1e300), json!(1)),
        ("multipleOf", json!(0.5), json!(1.5)),
        ("minLength", json!(1), json!(2)),
        ("maxLength", json!(2), json!(1)),
        ("minItems", json!(1), json!(2)),
        ("maxItems", json!(2), json!(1)),
        ("minProperties", json!(1), json!(2)),
        ("maxProperties", json!(2), json!(1)),
        ("uniqueItems", json!(false), json!(true)),
    ];
    let mut rows = Vec::new();
    for (keyword, loose, tight) in keywords {
        let place: &'static str = format!("/{keyword}").leak();
        let found = (("bound-tightened", Breaking, Safe, place), ("bound-loosened", Safe, Risky, place));
        rows.push((json!({ keyword: loose }), json!({ keyword: tight }), found.0, found.1));
        rows.push((json!({}), json!({ keyword: tight }), found.0, found.1));
    }
    let changed = ("bound-changed", Breaking, Risky, "/multipleOf");
    rows.push((json!({ "multipleOf": 2 }), json!({ "multipleOf": 3 }), changed, changed));
    let excluded =
        [("bound-tightened", Breaking, Safe, "/exclusiveMaximum"), ("bound-loosened", Safe, Risky, "/maximum")];
    rows.push((json!({ "maximum": 3 }), json!({ "exclusiveMaximum": 3 }), excluded[0], excluded[1]));
    rows
}

/// Each pair of schemas gives one difference, classed by direction.
#[test]
fn a_pair_of_schemas_gives_its_difference() {
    for (before, after, forth, back) in rows() {
        for (before, after, (code, in_request, in_response, place)) in
            [(&before, &after, forth), (&after, &before, back)]
        {
            let found = [(in_request, code, &*format!("{REQUEST}{place}"))];
            assert_found(&request(before), &request(after), &found);
            let found = [(in_response, code, &*format!("{RESPONSE}{place}"))];
            assert_found(&response(before), &response(after), &found);
        }
    }
}

/// No kind is without a pair that shows it.
#[test]
fn every_kind_is_shown_by_a_pair() {
    let mut shown: Vec<&str> = rows().iter().flat_map(|(_, _, forth, back)| [forth.0, back.0]).collect();
    shown.extend(crate::operations::rows().iter().flat_map(|(_, _, forth, back)| [forth.1, back.1]));
    // They hang on the direction, and have tests of their own below.
    shown.extend(["required-property-added", "property-added-to-closed", "property-refused"]);
    let missing: Vec<_> = cepa_contract::Kind::ALL.iter().filter(|kind| !shown.contains(&kind.code())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A new property that has to be there is refused to clients who do not know it; in a response it is one more.
#[test]
fn a_required_property_is_added() {
    let before = json!({ "type": "object" });
    let after = json!({ "type": "object", "properties": { "a": {} }, "required": ["a"] });
    let place = "/properties/a";
    let (in_request, in_response) = (format!("{REQUEST}{place}"), format!("{RESPONSE}{place}"));
    assert_found(&request(&before), &request(&after), &[(Breaking, "required-property-added", &in_request)]);
    assert_found(&request(&after), &request(&before), &[(Risky, "property-removed", &in_request)]);
    assert_found(&response(&before), &response(&after), &[(Safe, "property-added", &in_response)]);
    assert_found(&response(&after), &response(&before), &[(Breaking, "property-removed", &in_response)]);
}

/// Where unknown properties are refused, one that is gone is refused too.
#[test]
fn properties_of_a_closed_object() {
    let before = json!({ "type": "object", "additionalProperties": false });
    let after = json!({ "type": "object", "additionalProperties": false, "properties": { "a": {} } });
    let place = "/properties/a";
    let (in_request, in_response) = (format!("{REQUEST}{place}"), format!("{RESPONSE}{place}"));
    assert_found(&request(&before), &request(&after), &[(Safe, "property-added", &in_request)]);
    assert_found(&request(&after), &request(&before), &[(Breaking, "property-refused", &in_request)]);
    assert_found(&response(&before), &response(&after), &[(Risky, "property-added-to-closed", &in_response)]);
    assert_found(&response(&after), &response(&before), &[(Breaking, "property-removed", &in_response)]);
}

/// What other properties had to be counts for one that has a description now, and the other way round.
#[test]
fn a_property_was_an_unknown_one() {
    let before = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
    let after = |types: &str| {
        let mut after = before.clone();
        after["properties"] = json!({ "a": { "type": types } });
        after
    };
    let at = |schema: &str, place: &str| format!("{schema}{place}");
    for (schema, wrap) in [(REQUEST, request as fn(&Value) -> Value), (RESPONSE, response)] {
        let gone = if schema == REQUEST { Risky } else { Breaking };
        let (a, types) = (at(schema, "/properties/a"), at(schema, "/properties/a/type"));
        let extra = at(schema, "/additionalProperties/type");
        assert_found(&wrap(&before), &wrap(&after("integer")), &[(Safe, "property-added", &a)]);
        assert_found(&wrap(&after("integer")), &wrap(&before), &[(gone, "property-removed", &a)]);
        assert_found(
            &wrap(&before),
            &wrap(&after("string")),
            &[(Breaking, "type-changed", &types), (Safe, "property-added", &a)],
        );
        let mut back = vec![(Breaking, "type-changed", &*extra), (gone, "property-removed", &*a)];
        back.sort_by_key(|(class, ..)| *class);
        assert_found(&wrap(&after("string")), &wrap(&before), &back);
    }
}

/// A closed part of an `allOf` refuses what its siblings describe; what is closed around them does not.
#[test]
fn a_closed_part_refuses_its_siblings() {
    let closed = |part: Value, whole: Value| {
        let mut schema = json!({ "type": "object", "allOf": [
            { "properties": { "a": { "type": "string" } } },
            { "properties": { "b": { "type": "string" } } },
        ] });
        schema["allOf"][0].as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        schema.as_object_mut().unwrap().extend(whole.as_object().unwrap().clone());
        schema
    };
    let part = closed(json!({ "additionalProperties": false }), json!({}));
    let whole = closed(json!({}), json!({ "unevaluatedProperties": false }));
    let place = "/allOf/1/properties/b";
    let (in_request, in_response) = (format!("{REQUEST}{place}"), format!("{RESPONSE}{place}"));
    assert_found(&request(&part), &request(&whole), &[(Safe, "property-added", &in_request)]);
    assert_found(&request(&whole), &request(&part), &[(Breaking, "property-refused", &in_request)]);
    assert_found(&response(&part), &response(&whole), &[(Risky, "property-added-to-closed", &in_response)]);
    assert_found(&response(&whole), &response(&part), &[(Breaking, "property-removed", &in_response)]);

    // An unevaluated part sees what it is made of, and not what stands beside it.
    let unevaluated_part = closed(json!({ "unevaluatedProperties": false }), json!({}));
    assert_found(&request(&part), &request(&unevaluated_part), &[]);
    let flat = json!({
        "type": "object",
        "properties": { "a": { "type": "string" }, "b": { "type": "string" } },
        "additionalProperties": false,
    });
    assert_found(&request(&flat), &request(&whole), &[]);
    assert_found(&response(&whole), &response(&flat), &[]);

    // The same of parts that say what others have to be.
    let part = closed(json!({ "additionalProperties": { "maxLength": 3 } }), json!({}));
    let whole = closed(json!({}), json!({ "unevaluatedProperties": { "maxLength": 3 } }));
    let in_request = format!("{REQUEST}/allOf/0/additionalProperties/maxLength");
    assert_found(&request(&whole), &request(&part), &[(Breaking, "bound-tightened", &in_request)]);
    assert_found(&request(&part), &request(&whole), &[(Safe, "bound-loosened", &in_request)]);
}

/// What is read-only is no part of a request, what is write-only no part of a response.
#[test]
fn one_way_properties_count_one_way() {
    let plain = json!({ "properties": { "a": { "type": "string" } }, "required": ["a"] });
    let with = |word: &str| json!({ "properties": { "a": { "type": "string", word: true } }, "required": ["a"] });
    let place = "/properties/a";
    let (in_request, in_response) = (format!("{REQUEST}{place}"), format!("{RESPONSE}{place}"));
    assert_found(&request(&plain), &request(&with("readOnly")), &[(Risky, "property-removed", &in_request)]);
    assert_found(&request(&with("readOnly")), &request(&plain), &[(Breaking, "required-property-added", &in_request)]);
    assert_found(&response(&plain), &response(&with("readOnly")), &[]);
    assert_found(&response(&plain), &response(&with("writeOnly")), &[(Breaking, "property-removed", &in_response)]);
    assert_found(&response(&with("writeOnly")), &response(&plain), &[(Safe, "property-added", &in_response)]);
    assert_found(&request(&plain), &request(&with("writeOnly")), &[]);
}

/// Variants that a discriminator names are told apart by these names.
#[test]
fn a_discriminator_names_variants() {
    let document = |tag: &str, name: &str| {
        let mut document = response(&json!({
            "oneOf": [{ "$ref": format!("#/components/schemas/{name}") }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": {
                "propertyName": "kind",
                "mapping": { tag: format!("#/components/schemas/{name}"), "dog": "#/components/schemas/Dog" },
            },
        }));
        document["components"] = json!({ "schemas": { name: { "type": "object" }, "Dog": { "type": "object" } } });
        document
    };
    let place = format!("{RESPONSE}/oneOf/0");
    assert_found(&document("cat", "Cat"), &document("cat", "Kitten"), &[]);
    assert_found(
        &document("cat", "Cat"),
        &document("kitten", "Cat"),
        &[(Risky, "variant-added", &place), (Safe, "variant-removed", &place)],
    );
}

/// A component that differs is one difference, at the component, however many operations come upon it.
#[test]
fn a_component_differs_once() {
    let document = |maximum: u32| {
        let user = json!({ "responses": { "200": { "content": { "application/json": {
            "schema": { "type": "array", "items": { "$ref": "#/components/schemas/User" } },
        } } } } });
        json!({
            "paths": { "/a": { "get": user }, "/b": { "get": user }, "/c": { "get": user } },
            "components": { "schemas": { "User": { "properties": { "age": { "maximum": maximum } } } } },
        })
    };
    assert_found(
        &document(9),
        &document(99),
        &[(Risky, "bound-loosened", "/components/schemas/User/properties/age/maximum")],
    );
    assert_eq!(details(&document(9), &document(99)), ["GET /a and 2 more, 200 response, `[].age`: maximum 99, was 9"]);
}

/// A component that travels both ways differs once for each.
#[test]
fn a_component_differs_by_direction() {
    let document = |types: Value| {
        json!({
            "paths": { "/a": { "put": {
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
                "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } } },
            } } },
            "components": { "schemas": { "A": { "type": types } } },
        })
    };
    let place = "/components/schemas/A/type";
    assert_found(
        &document(json!("string")),
        &document(json!(["string", "integer"])),
        &[(Breaking, "type-widened", place), (Safe, "type-widened", place)],
    );
}

/// Keywords beside a reference count, as does what it leads to.
#[test]
fn siblings_of_a_reference_count() {
    let document = |minimum: u32, maximum: u32| {
        let mut document = request(&json!({ "$ref": "#/components/schemas/A", "maximum": maximum }));
        document["components"] = json!({ "schemas": { "A": { "type": "integer", "minimum": minimum } } });
        document
    };
    assert_found(
        &document(1, 9),
        &document(2, 8),
        &[
            (Breaking, "bound-tightened", "/components/schemas/A/minimum"),
            (Breaking, "bound-tightened", &format!("{REQUEST}/maximum")),
        ],
    );
}

/// A wider number with bounds is told by format and bounds.
#[test]
fn a_wider_integer_is_told() {
    let small = json!({ "type": "integer", "format": "uint8", "minimum": 0, "maximum": 255 });
    let large = json!({ "type": "integer", "format": "uint16", "minimum": 0, "maximum": 65535 });
    let differences = differences(&request(&small), &request(&large));
    assert_eq!(
        found(&differences),
        [
            (Safe, "format-widened", &*format!("{REQUEST}/format")),
            (Safe, "bound-loosened", &*format!("{REQUEST}/maximum")),
        ]
    );
}

/// Details say the way, what is and what was.
#[test]
fn details_say_the_way() {
    let schema = |inner: Value| json!({ "properties": { "items": { "items": { "properties": { "qty": inner } } } } });
    let detail = |before: Value, after: Value| details(&request(&schema(before)), &request(&schema(after))).join("; ");
    for (before, after, detail_is) in [
        (json!({ "maximum": 99 }), json!({ "maximum": 9 }), "maximum 9, was 99"),
        (json!({ "exclusiveMinimum": 0 }), json!({}), "minimum (none), was (exclusive) 0"),
        (json!({ "type": ["string", "integer"] }), json!({ "type": "string" }), "string, was integer or string"),
        (json!({ "enum": ["a", "b"] }), json!({ "enum": ["a"] }), "no longer \"b\""),
        (json!({ "format": "uuid" }), json!({ "format": "date" }), "format date, was uuid"),
        (json!({ "pattern": "a" }), json!({ "pattern": "b" }), "pattern `b`, was `a`"),
        (json!({ "default": "é".repeat(99) }), json!({}), &format!("default (none), was \"{}…", "é".repeat(59))),
    ] {
        assert_eq!(detail(before, after), format!("POST /x, request body, `items[].qty`: {detail_is}"));
    }
}
