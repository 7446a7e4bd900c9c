//! Documents to compare, and what is expected of their differences.

use cepa_contract::{Class, Difference, Differences, Lock, Side, compare};
use serde_json::{Value, json};

pub(crate) use Class::{Breaking, Risky, Safe};

/// What one pair of definitions shows: class, code, pointer.
pub(crate) type Expected<'a> = (Class, &'a str, &'a str);

/// A document with one operation, `POST /x`.
pub(crate) fn operation(operation: Value) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1.0.0" }, "paths": { "/x": { "post": operation } } })
}

/// Where the schema of a request stands in [`request`].
pub(crate) const REQUEST: &str = "/paths/~1x/post/requestBody/content/application~1json/schema";

/// A document with this schema in a request.
pub(crate) fn request(schema: &Value) -> Value {
    operation(json!({ "requestBody": { "content": { "application/json": { "schema": schema } } } }))
}

/// Where the schema of a response stands in [`response`].
pub(crate) const RESPONSE: &str = "/paths/~1x/post/responses/200/content/application~1json/schema";

/// A document with this schema in a response.
pub(crate) fn response(schema: &Value) -> Value {
    operation(json!({ "responses": { "200": { "content": { "application/json": { "schema": schema } } } } }))
}

/// The differences of two documents, each of whose pointers leads somewhere.
pub(crate) fn differences(before: &Value, after: &Value) -> Differences {
    let locks = [before, after].map(Lock::of);
    let differences = compare(&locks[0], &locks[1]);
    let files = locks.map(|lock| serde_json::from_str::<Value>(&lock.write()).expect("a lock file is JSON"));
    for difference in &differences {
        let file = if difference.side == Side::Old { &files[0] } else { &files[1] };
        assert!(file.pointer(&difference.pointer).is_some(), "a pointer into nothing: {difference:#?}");
    }
    differences
}

/// The differences in short.
pub(crate) fn found(differences: &Differences) -> Vec<(Class, &str, &str)> {
    differences.iter().map(|Difference { class, kind, pointer, .. }| (*class, kind.code(), pointer.as_str())).collect()
}

/// Demands exactly these differences, in order.
#[track_caller]
pub(crate) fn assert_found(before: &Value, after: &Value, expected: &[Expected<'_>]) {
    let differences = differences(before, after);
    assert_eq!(found(&differences), expected, "\nfrom {before:#}\nto {after:#}\n{differences}");
}

/// The details, in order.
pub(crate) fn details(before: &Value, after: &Value) -> Vec<String> {
    differences(before, after).iter().map(|difference| difference.detail.clone()).collect()
}
