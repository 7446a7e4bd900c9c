//! Whether a check fails, and what its report says.

use cepa_contract::Verdict;
use serde_json::{Value, json};

use crate::support::differences;

fn document(version: &str, paths: Value) -> Value {
    json!({ "info": { "title": "t", "version": version }, "paths": paths })
}

/// Breaking differences fail unless the version was raised; others never do.
#[test]
fn what_breaks_needs_a_raised_version() {
    let one = || json!({ "/a": { "get": {} } });
    for (from, to, verdict) in [
        (("1.0.0", one()), ("1.0.0", one()), Verdict::Same),
        (("1.0.0", one()), ("2.0.0", one()), Verdict::Same),
        (("1.0.0", json!({})), ("1.0.0", one()), Verdict::Compatible),
        (("1.0.0", one()), ("1.0.0", json!({ "/a": { "get": { "operationId": "a" } } })), Verdict::Compatible),
        (("1.0.0", one()), ("1.1.0", json!({})), Verdict::Broken),
        (("1.0.0", one()), ("2.0.0", json!({})), Verdict::Raised),
        (("0.1.0", one()), ("0.1.1", json!({})), Verdict::Broken),
        (("0.1.0", one()), ("0.2.0", json!({})), Verdict::Raised),
        (("may", one()), ("june", json!({})), Verdict::Raised),
    ] {
        let differences = differences(&document(from.0, from.1), &document(to.0, to.1));
        assert_eq!(differences.verdict(), verdict, "{differences}");
        assert_eq!(differences.verdict().is_failure(), verdict == Verdict::Broken);
        assert_eq!(differences.is_empty(), verdict == Verdict::Same);
    }
}

fn three_differences(version: &str) -> cepa_contract::Differences {
    let before = document("1.4.0", json!({ "/users/{id}": { "get": { "operationId": "show" }, "delete": {} } }));
    let after = document(version, json!({ "/users/{id}": { "get": { "operationId": "get" }, "put": {} } }));
    differences(&before, &after)
}

/// The report is grouped by class, the worst first, and says what the version has to be.
#[test]
fn the_report_is_grouped_by_class() {
    assert_eq!(
        three_differences("1.5.0").to_string(),
        "1 breaking, 1 risky, 1 safe

breaking
  DELETE /users/{id}: removed
    operation-removed at /paths/~1users~1{id}/delete, before

risky
  GET /users/{id}: operation id `get`, was `show`
    operation-id-changed at /paths/~1users~1{id}/get/operationId

safe
  PUT /users/{id}: added
    operation-added at /paths/~1users~1{id}/put

The version is 1.5.0 and was 1.4.0: what breaks needs version 2.0.0 or higher.
"
    );
    let raised = three_differences("2.0.0").to_string();
    assert!(raised.ends_with("\n\nThe version was raised from 1.4.0 to 2.0.0: it may break.\n"), "{raised}");
    assert_eq!(differences(&json!({}), &json!({})).to_string(), "no difference\n");
}

/// Programs read the same.
#[test]
fn the_report_is_json_too() {
    assert_eq!(
        serde_json::to_value(three_differences("1.5.0")).unwrap(),
        json!({
            "verdict": "broken",
            "version": { "old": "1.4.0", "new": "1.5.0" },
            "differences": [
                {
                    "class": "breaking",
                    "kind": "operation-removed",
                    "pointer": "/paths/~1users~1{id}/delete",
                    "side": "old",
                    "detail": "DELETE /users/{id}: removed",
                },
                {
                    "class": "risky",
                    "kind": "operation-id-changed",
                    "pointer": "/paths/~1users~1{id}/get/operationId",
                    "side": "new",
                    "detail": "GET /users/{id}: operation id `get`, was `show`",
                },
                {
                    "class": "safe",
                    "kind": "operation-added",
                    "pointer": "/paths/~1users~1{id}/put",
                    "side": "new",
                    "detail": "PUT /users/{id}: added",
                },
            ],
        })
    );
}

/// Without a version there is none that could be raised.
#[test]
fn no_version_is_no_raise() {
    let differences = differences(&json!({ "paths": { "/a": { "get": {} } } }), &json!({}));
    assert_eq!(differences.verdict(), Verdict::Broken);
    let report = differences.to_string();
    assert!(report.ends_with("The version is (none) and was (none): what breaks needs another version.\n"), "{report}");
}
