//! What is told of faulty rules, and what is read from sound ones.

use syn::parse::Parser;
use syn::{Attribute, parse_quote};

use super::*;
use crate::diagnostics::Diagnostics;
use crate::diagnostics::testing::messages;

fn parse(attribute: &Attribute) -> (Vec<Rule>, Vec<String>) {
    let diagnostics = Diagnostics::new();
    let rules = parse_attribute(attribute, &diagnostics);
    (rules, diagnostics.finish().map(|errors| messages(&errors)).unwrap_or_default())
}

/// The messages for `#[validate(<rules>)]`.
fn faults(rules: &str) -> Vec<String> {
    let attributes = Attribute::parse_outer.parse_str(&format!("#[validate({rules})]")).expect("an attribute");
    parse(&attributes[0]).1
}

#[test]
fn sound_rules() {
    let (rules, errors) = parse(&parse_quote!(#[validate(
        email(status = 400, message = "no", code = "mail"),
        length(min = 1, max = LIMIT),
        range(min = -1.5, exclusive_max = 10),
        pattern = "^a",
        regex(path = RE),
        contains(pattern = "x"),
        must_match(other = password),
        custom(function = check),
        custom(function = "module::check"),
        required,
        nested,
    )]));
    assert_eq!(errors, [""; 0]);
    assert_eq!(rules.len(), 11);
    assert_eq!(rules[0].options.status, Some(400));
    assert!(matches!(&rules[1].kind, Kind::Length(Bounds { min: Some(_), max: Some(_), equal: None, .. })));
    assert!(matches!(&rules[6].kind, Kind::MustMatch { name, .. } if name == "password"));
}

/// One fault, one message.
#[test]
fn faulty_rules() {
    for (rules, message) in [
        ("emial", "there is no rule `emial`; did you mean `email`?"),
        ("min = 3", "there is no rule `min`; a bound is written `range(min = 1, max = 9)`"),
        ("email, email", "`email` is given twice; keep one"),
        ("email = 3", "`email` takes no value: write `email`"),
        ("email(min = 1)", "`email` has no parameter `min`; it takes `status`, `message`, `code`"),
        ("nested(message = \"x\")", "`nested` takes no parameters: write `nested`"),
        ("length", "`length` needs a bound: write `length(min = 1, max = 50)`"),
        ("length = 3", "`length` takes its parameters in parentheses: write `length(min = …)`"),
        ("length(mni = 1)", "`length` has no parameter `mni`; did you mean `min`?"),
        ("length(min)", "`min` needs a value: write `min = 1`"),
        ("length(min = 1, min = 2)", "`min` is given twice; keep one"),
        ("length(min = -1)", "`min` counts characters or elements: write a whole number, 0 or more"),
        ("length(min = 1.5)", "`min` counts characters or elements: write a whole number, 0 or more"),
        ("length(equal = 1, max = 2)", "`max` beside `equal` says two things; keep one"),
        ("range(min = \"1\")", "`min` must be a number: write `min = 1`"),
        (
            "range(min = 2, exclusive_max = 2)",
            "nothing lies between this `min` and `exclusive_max`; exchange them or widen the bounds",
        ),
        ("range(min = 2.5, max = 2)", "nothing lies between this `min` and `max`; exchange them or widen the bounds"),
        ("range(min = 1, exclusive_min = 2)", "`exclusive_min` beside `min` says two things; keep one"),
        ("email(status = 200)", "the status must be a number from 400 to 999: write `status = 422`"),
        ("email(status = NOT_FOUND)", "the status must be a number from 400 to 999: write `status = 422`"),
        ("email(message = 3)", "`message` must be text in quotes: write `message = \"…\"`"),
        ("regex(pattern = \"[a\")", "not a regular expression: unclosed character class"),
        ("regex(pattern = RE)", "`pattern` must be text in quotes: write `pattern = \"…\"`"),
        ("regex(pattern = \"a\", path = RE)", "`pattern` beside `path` says two things; keep one"),
        ("must_match", "`must_match` needs `other`: write `must_match(other = password)`"),
        ("must_match(other = a.b)", "`other` must be the name of a field: write `must_match(other = password)`"),
        ("custom", "`custom` needs `function`: write `custom(function = check_it)`"),
    ] {
        assert_eq!(faults(rules), [message], "{rules}");
    }
}

#[test]
fn all_faults_in_one_run() {
    assert_eq!(faults("emial, length(min = 3, mx = 1), email(status = 1, bogus = 2), url").len(), 3);
    assert_eq!(faults("length(mni = 1, mxa = 2)").len(), 2);
}

/// A bare integer in a schema would be an `i32`.
#[test]
fn schema_keywords_are_typed() {
    let (rules, _) =
        parse(&parse_quote!(#[validate(range(min = -3, exclusive_max = 10_000_000_000), length(max = LIMIT))]));
    let keywords: Vec<String> = schema_keywords(&rules).iter().map(|keyword| keyword.to_string()).collect();
    assert_eq!(
        keywords,
        [
            "range (min = - 3i64)",
            "extend (\"exclusiveMaximum\" = 10000000000i64)",
            "length (max = :: cepa :: macro_support :: json_value (& (LIMIT)))",
        ]
    );
}
