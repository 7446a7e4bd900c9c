//! The keywords one by one, and all of them against another implementation.

use serde_json::{Value, json};

use super::super::random::Random;
use super::{Checker, Patterns, Violation};

fn violations(schema: &Value, value: &Value) -> Vec<Violation> {
    Checker::new(&Value::Null, &Patterns::default()).check(schema, value).violations
}

/// Of each keyword: values that it takes, and values that it refuses.
#[test]
fn every_keyword_takes_and_refuses() {
    let many = |count: usize| Value::from(vec![0; count]);
    let cases = [
        (json!(true), vec![json!(null)], vec![]),
        (json!(false), vec![], vec![json!(null)]),
        (json!({"type": "integer"}), vec![json!(1), json!(1.0)], vec![json!(1.5), json!("1"), json!(null)]),
        (json!({"type": ["string", "null"]}), vec![json!("a"), json!(null)], vec![json!(1)]),
        (json!({"enum": ["a", 1]}), vec![json!("a"), json!(1.0)], vec![json!("b")]),
        (json!({"const": {"a": [1]}}), vec![json!({"a": [1.0]})], vec![json!({"a": [2]})]),
        (json!({"minimum": 1, "maximum": 9}), vec![json!(1), json!(9), json!("a")], vec![json!(0), json!(9.5)]),
        (json!({"exclusiveMinimum": 1, "exclusiveMaximum": 9}), vec![json!(2)], vec![json!(1), json!(9)]),
        (json!({"maximum": u64::MAX - 1}), vec![json!(u64::MAX - 1)], vec![json!(u64::MAX)]),
        (json!({"multipleOf": 0.1}), vec![json!(0.3), json!(2)], vec![json!(0.35)]),
        (json!({"multipleOf": 5}), vec![json!(-10), json!(0)], vec![json!(7)]),
        (json!({"format": "uint32"}), vec![json!(u32::MAX)], vec![json!(-1), json!(1_u64 << 32)]),
        (json!({"minLength": 2, "maxLength": 3}), vec![json!("äöü")], vec![json!("ä"), json!("abcd")]),
        (json!({"pattern": "^a+$"}), vec![json!("aa"), json!(1)], vec![json!("b"), json!("")]),
        (json!({"format": "ipv4"}), vec![json!("127.0.0.1")], vec![json!("127.0.0.256")]),
        (json!({"format": "date"}), vec![json!("2024-02-29")], vec![json!("2023-02-29"), json!("soon")]),
        (json!({"items": {"type": "null"}}), vec![json!([]), json!([null])], vec![json!([1])]),
        (json!({"prefixItems": [true, false]}), vec![json!([1])], vec![json!([1, 2])]),
        (json!({"prefixItems": [true], "items": false}), vec![json!([1])], vec![json!([1, 2])]),
        (json!({"minItems": 1, "maxItems": 2}), vec![many(1), many(2)], vec![many(0), many(3)]),
        (json!({"uniqueItems": true}), vec![json!([1, "1"])], vec![json!([1, 1.0])]),
        (json!({"contains": {"const": 1}}), vec![json!([0, 1])], vec![json!([0]), json!([])]),
        (json!({"contains": {"const": 1}, "maxContains": 1}), vec![json!([1])], vec![json!([1, 1])]),
        (json!({"properties": {"a": false}}), vec![json!({"b": 1})], vec![json!({"a": 1})]),
        (json!({"required": ["a"]}), vec![json!({"a": null}), json!([])], vec![json!({})]),
        (
            json!({"properties": {"a": true}, "additionalProperties": false}),
            vec![json!({"a": 1})],
            vec![json!({"b": 1})],
        ),
        (json!({"patternProperties": {"^x-": {"type": "string"}}}), vec![json!({"x-a": "a"})], vec![json!({"x-a": 1})]),
        (json!({"propertyNames": {"maxLength": 1}}), vec![json!({"a": 1})], vec![json!({"ab": 1})]),
        (
            json!({"minProperties": 1, "maxProperties": 1}),
            vec![json!({"a": 1})],
            vec![json!({}), json!({"a": 1, "b": 1})],
        ),
        (
            json!({"dependentRequired": {"a": ["b"]}}),
            vec![json!({"b": 1}), json!({"a": 1, "b": 1})],
            vec![json!({"a": 1})],
        ),
        (json!({"dependentSchemas": {"a": {"minProperties": 2}}}), vec![json!({"b": 1})], vec![json!({"a": 1})]),
        (json!({"allOf": [{"minimum": 1}, {"maximum": 2}]}), vec![json!(1)], vec![json!(0), json!(3)]),
        (json!({"anyOf": [{"type": "null"}, {"minimum": 1}]}), vec![json!(null), json!(1)], vec![json!(0)]),
        (json!({"oneOf": [{"minimum": 1}, {"maximum": 2}]}), vec![json!(0), json!(3)], vec![json!(1)]),
        (json!({"not": {"type": "null"}}), vec![json!(1)], vec![json!(null)]),
        (
            json!({"if": {"minimum": 1}, "then": {"multipleOf": 2}, "else": {"multipleOf": 3}}),
            vec![json!(4), json!(-3)],
            vec![json!(3), json!(-4)],
        ),
        (
            json!({"allOf": [{"properties": {"a": true}}], "properties": {"b": true}, "unevaluatedProperties": false}),
            vec![json!({"a": 1, "b": 1})],
            vec![json!({"c": 1})],
        ),
        (
            json!({"anyOf": [{"properties": {"a": {"const": 1}}, "required": ["a"]}, true], "unevaluatedProperties": false}),
            vec![json!({"a": 1}), json!({})],
            vec![json!({"a": 2}), json!({"a": 1, "b": 1})],
        ),
        (json!({"prefixItems": [true], "unevaluatedItems": false}), vec![json!([1])], vec![json!([1, 2])]),
    ];
    for (schema, taken, refused) in cases {
        for value in taken {
            assert_eq!(violations(&schema, &value), [], "{schema} takes {value}");
        }
        for value in refused {
            assert_ne!(violations(&schema, &value), [], "{schema} refuses {value}");
        }
    }
}

#[test]
fn a_violation_says_where_it_is() {
    let schema = json!({"properties": {"a/b": {"items": {"properties": {"qty": {"maximum": 9}}}}}});
    let found = violations(&schema, &json!({"a/b": [{"qty": 1}, {"qty": 10}]}));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].to_string(), "/a~1b/1/qty must be at most 9 (`maximum`)");
}

#[test]
fn references_lead_into_the_document_and_end() {
    let root = json!({"components": {"schemas": {
        "Tree": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Tree"}}},
        "Loop": {"anyOf": [{"$ref": "#/components/schemas/Loop"}, {"$ref": "#/components/schemas/Loop"}]}
    }}});
    let patterns = Patterns::default();
    let checker = Checker::new(&root, &patterns);
    let tree = json!({"$ref": "#/components/schemas/Tree"});
    assert!(checker.fits(&tree, &json!({"next": {"next": {}}})));
    assert!(!checker.fits(&tree, &json!({"next": {"next": 1}})));
    assert!(checker.check(&json!({"$ref": "#/components/schemas/Loop"}), &json!(1)).unsure);
    assert!(checker.check(&json!({"$ref": "#/components/schemas/None"}), &json!(1)).unsure);
}

#[test]
fn what_is_not_known_is_not_sure() {
    let patterns = Patterns::default();
    let checker = Checker::new(&Value::Null, &patterns);
    for (schema, value) in [
        (json!({"format": "colour"}), json!("red")),
        (json!({"pattern": "(?=a)"}), json!("b")),
        (json!({"format": "date-time"}), json!("2026-01-31 12:00Z")),
    ] {
        let checked = checker.check(&schema, &value);
        assert!(checked.violations.is_empty() && checked.unsure, "{schema} {value}");
    }
}

/// What may fit is no match that anything wrong could be told from.
#[test]
fn what_is_not_sure_breaks_nothing() {
    let patterns = Patterns::default();
    let checker = Checker::new(&Value::Null, &patterns);
    let unknown = json!({"format": "colour"});
    for schema in [
        json!({"not": unknown}),
        json!({"oneOf": [unknown, true]}),
        json!({"if": unknown, "then": false}),
        json!({"if": unknown, "else": false}),
        json!({"contains": unknown, "maxContains": 0}),
    ] {
        for value in [json!("red"), json!(["red"])] {
            let checked = checker.check(&schema, &value);
            let is_met = schema.get("contains").is_some() == value.is_array();
            assert!(!is_met || checked.violations.is_empty() && checked.unsure, "{schema} {value}");
        }
    }
    // Nothing is unsure of what is certain.
    assert!(!checker.fits(&json!({"not": {"type": "string"}, "format": "colour"}), &json!("red")));
    assert!(!checker.fits(&json!({"oneOf": [unknown, true, {"type": "string"}]}), &json!("red")));
}

/// Where serde and a schema part.
#[test]
fn what_servers_may_take_or_refuse_all_the_same() {
    let patterns = Patterns::default();
    let checker = Checker::new(&Value::Null, &patterns);
    let object = json!({"type": "object", "properties": {"a": {"type": "object"}}});
    for (schema, value, may_be_taken) in [
        (object.clone(), json!([]), true),
        (object.clone(), json!({"a": [1]}), true),
        (json!({"anyOf": [object, {"type": "null"}]}), json!([]), true),
        (json!({"anyOf": [object, {"type": "null"}]}), json!(1), false),
        (object, json!("a"), false),
        (json!({"type": "string"}), json!([]), false),
        (json!({"type": "number", "format": "float"}), json!(1e300), true),
        (json!({"type": "number", "format": "float"}), json!("a"), false),
        (json!({"uniqueItems": true}), json!([1, 1]), true),
    ] {
        let checked = checker.check(&schema, &value);
        assert_eq!(checked.violations.len(), 1, "{schema} {value}");
        assert_eq!(checked.violations[0].may_be_taken, may_be_taken, "{schema} {value}");
    }
    let duration = json!({"type": "object", "properties": {"secs": true, "nanos": true}});
    let map = json!({"type": "object", "additionalProperties": {"type": "integer"}});
    for (schema, value, may_be_refused) in [
        (&duration, json!({"secs": 1, "more": 1}), true),
        (&duration, json!({"secs": 1}), false),
        (&json!({"properties": {"secs": true}}), json!({"more": 1}), false),
        (&map, json!({"true": 1}), true),
        (&map, json!({}), false),
    ] {
        let checked = checker.check(schema, &value);
        assert_eq!((checked.violations.len(), checked.may_be_refused), (0, may_be_refused), "{schema} {value}");
    }
}

/// Thousands of schemas and values, made up at random, are judged as `jsonschema` judges them.
#[test]
fn another_implementation_agrees() {
    let mut random = Random::new(1);
    let (mut fitting, mut compared) = (0, 0);
    for _ in 0..3_000 {
        let schema = any_schema(&mut random, 0);
        let other = jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{schema}: {error}"));
        for _ in 0..8 {
            let value = any_value(&mut random, 0);
            let ours = violations(&schema, &value);
            assert_eq!(ours.is_empty(), other.is_valid(&value), "{schema}\n{value}\n{ours:?}");
            fitting += usize::from(ours.is_empty());
            compared += 1;
        }
    }
    // Both outcomes are common.
    assert!(fitting * 5 > compared && fitting * 5 < compared * 4, "{fitting} of {compared}");
}

const NAMES: [&str; 3] = ["a", "b", "ab"];

fn any_value(random: &mut Random, depth: usize) -> Value {
    let kinds = if depth > 2 { 5 } else { 8 };
    match random.below(kinds) {
        0 => Value::Null,
        1 => random.one_in(2).into(),
        2 => (random.below(7) as i64 - 2).into(),
        3 => json!(random.below(8) as f64 / 2.0),
        4 => json!(["", "a", "ab", "äö", "abc"][random.below(5)]),
        5 => (0..random.below(4)).map(|_| any_value(random, depth + 1)).collect(),
        _ => {
            let names: Vec<&str> = NAMES.into_iter().filter(|_| random.one_in(2)).collect();
            names.into_iter().map(|name| (name.to_owned(), any_value(random, depth + 1))).collect()
        }
    }
}

fn any_schema(random: &mut Random, depth: usize) -> Value {
    if depth > 2 || random.one_in(12) {
        let plain = json!([true, {"type": "string"}, {"type": "number"}, {"type": ["null", "object"]}, {}]);
        return plain[random.below(5)].clone();
    }
    let mut schema = serde_json::Map::new();
    for _ in 0..=random.below(3) {
        let (keyword, value) = any_keyword(random, depth + 1);
        schema.insert(keyword.to_owned(), value);
    }
    schema.into()
}

fn any_keyword(random: &mut Random, depth: usize) -> (&'static str, Value) {
    let number = json!(random.below(4));
    let name = json!(NAMES[random.below(3)]);
    let mut part = || any_schema(random, depth);
    let (one, other) = (part(), part());
    match random.below(32) {
        0 => ("type", json!(["null", "boolean", "integer", "number", "string", "array", "object"][random.below(7)])),
        1 => ("type", json!(["integer", "string", "object"])),
        2 => ("enum", json!([any_value(random, 1), any_value(random, 1), 1])),
        3 => ("const", any_value(random, 1)),
        4 => ("minimum", number),
        5 => ("maximum", number),
        6 => ("exclusiveMinimum", number),
        7 => ("exclusiveMaximum", number),
        8 => ("multipleOf", json!([1.0, 2.0, 0.5][random.below(3)])),
        9 => ("minLength", number),
        10 => ("maxLength", number),
        11 => ("pattern", json!(["^a", "b$", "^[ab]*$"][random.below(3)])),
        12 => ("items", one),
        13 => ("prefixItems", json!([one, other])),
        14 => ("minItems", number),
        15 => ("maxItems", number),
        16 => ("uniqueItems", json!(true)),
        17 => ("contains", one),
        18 => ("properties", json!({"a": one, "b": other})),
        19 => ("required", json!([name])),
        20 => ("additionalProperties", one),
        21 => ("patternProperties", json!({"^a": one})),
        22 => ("propertyNames", one),
        23 => ("minProperties", number),
        24 => ("maxProperties", number),
        25 => ("dependentRequired", json!({"a": [name]})),
        26 => ("allOf", json!([one, other])),
        27 => ("anyOf", json!([one, other])),
        28 => ("oneOf", json!([one, other])),
        29 => ("not", one),
        30 => ("if", one),
        _ => [
            ("unevaluatedProperties", json!(false)),
            ("unevaluatedItems", json!(false)),
            ("then", one),
            ("else", other),
        ][random.below(4)]
        .clone(),
    }
}
