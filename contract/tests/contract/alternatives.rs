//! Operations that OpenAPI has no place for: further ones on a path, told apart by a regex or a host, and methods of one's own.

use serde_json::{Value, json};

use crate::support::{Breaking, Expected, Risky, Safe, assert_found, details};

/// A document with these operations on `GET /alt/{id}`: the first is the path's, the others stand in it.
fn set(operations: &[Value]) -> Value {
    let mut operations = operations.to_vec();
    let mut first = operations.remove(0);
    if !operations.is_empty() {
        first["x-alternatives"] = operations.into();
    }
    json!({ "paths": { "/alt/{id}": { "get": first } } })
}

/// An operation that answers this, and says so.
fn of(matches: &str, id: &str) -> Value {
    json!({ "x-matches": matches, "operationId": id })
}

/// One that stands alone, whose parameter has this regex.
fn alone(regex: &str, id: &str) -> Value {
    let parameter = json!({ "in": "path", "name": "id", "required": true, "schema": {
        "type": "string", "pattern": format!("^(?:{regex})$"),
    } });
    json!({ "operationId": id, "parameters": [parameter] })
}

/// An operation at this host only.
fn at_host(url: &str) -> Value {
    json!({ "paths": { "/x": { "get": { "servers": [{
        "url": url, "variables": { "tenant": { "default": "tenant" }, "org": { "default": "org" } },
    }] } } } })
}

fn purge(operation: Value) -> Value {
    json!({ "paths": { "/x": { "x-additional-operations": { "PURGE": operation } } } })
}

const NUMBER: &str = "/alt/{:[0-9]+}";
const ANY: &str = "/alt/{}";
const HOSTED: &str = "//{}.example.org/alt/{}";
const FIRST: &str = "/paths/~1alt~1{id}/get";
const SECOND: &str = "/paths/~1alt~1{id}/get/x-alternatives/0";
const X: &str = "/paths/~1x/get";
const PURGE: &str = "/paths/~1x/x-additional-operations/PURGE";

#[track_caller]
fn assert_both(before: &Value, after: &Value, forth: &[Expected<'_>], back: &[Expected<'_>]) {
    assert_found(before, after, forth);
    assert_found(after, before, back);
}

/// They are a set: which of them is the path's says nothing.
#[test]
fn the_order_of_alternatives_is_no_difference() {
    let [a, b, c] = [of(NUMBER, "a"), of(ANY, "b"), of(HOSTED, "c")];
    let before = set(&[a.clone(), b.clone(), c.clone()]);
    assert_both(&before, &set(&[c, a, b]), &[], &[]);
}

/// One more alternative is one more operation, and one that is gone breaks.
#[test]
fn an_alternative_is_an_operation() {
    let [a, b, c] = [of(NUMBER, "a"), of(ANY, "b"), of(HOSTED, "c")];
    let third = "/paths/~1alt~1{id}/get/x-alternatives/1";
    assert_both(
        &set(&[a.clone(), b.clone()]),
        &set(&[a.clone(), b.clone(), c.clone()]),
        &[(Safe, "operation-added", third)],
        &[(Breaking, "operation-removed", third)],
    );
    // The path's own is gone, and another one has its place.
    assert_both(
        &set(&[a.clone(), b.clone(), c.clone()]),
        &set(&[b.clone(), c]),
        &[(Breaking, "operation-removed", FIRST)],
        &[(Safe, "operation-added", FIRST)],
    );
    // Another regex answers other requests.
    assert_found(
        &set(&[a, b.clone()]),
        &set(&[of("/alt/{:[0-9]{2}}", "a"), b]),
        &[(Breaking, "operation-removed", FIRST), (Safe, "operation-added", FIRST)],
    );
}

/// One that stands alone does not say what it answers; its parameters and servers do.
#[test]
fn an_alternative_joins_one_that_stood_alone() {
    for (before, a, b, added) in [
        (alone("[0-9]+", "a"), of(NUMBER, "a"), of(ANY, "b"), SECOND),
        (json!({ "operationId": "a" }), of(ANY, "a"), of(NUMBER, "b"), SECOND),
        (
            json!({ "operationId": "a", "servers": [{ "url": "//{tenant}.example.org" }] }),
            json!({ "operationId": "a", "x-matches": HOSTED, "servers": [{ "url": "//{tenant}.example.org" }] }),
            of(ANY, "b"),
            SECOND,
        ),
    ] {
        let mut a = a;
        if let Some(parameters) = before.get("parameters") {
            a["parameters"] = parameters.clone();
        }
        let before = set(&[before]);
        let added = [(Safe, "operation-added", added)];
        assert_both(&before, &set(&[a.clone(), b.clone()]), &added, &[(Breaking, "operation-removed", SECOND)]);
        let added = [(Safe, "operation-added", FIRST)];
        assert_both(&before, &set(&[b, a]), &added, &[(Breaking, "operation-removed", FIRST)]);
    }
    // Alone before and now, it is the same one; its pattern tells the rest.
    let pattern = "/paths/~1alt~1{id}/get/parameters/0/schema/pattern";
    let changed = [(Risky, "pattern-changed", pattern)];
    assert_both(&set(&[alone("[0-9]+", "a")]), &set(&[alone("[0-9]{2}", "a")]), &changed, &changed);
}

/// A changed alternative is compared as any operation, by pointers to where it stands.
#[test]
fn alternatives_are_compared() {
    let with = |schema: &str| {
        let mut b = of(ANY, "b");
        b["requestBody"] = json!({ "content": { "application/json": { "schema": { "type": schema } } } });
        set(&[of(NUMBER, "a"), b])
    };
    let place = format!("{SECOND}/requestBody/content/application~1json/schema/type");
    assert_both(
        &with("number"),
        &with("integer"),
        &[(Breaking, "type-narrowed", &place)],
        &[(Safe, "type-widened", &place)],
    );
    assert_eq!(details(&with("number"), &with("integer")), ["GET /alt/{}, request body: integer, was number"]);
}

/// What is no list of operations is told.
#[test]
fn misformed_alternatives_are_told() {
    let before = set(&[of(ANY, "a")]);
    for (name, value) in [("x-alternatives", json!({})), ("x-matches", json!(1))] {
        let mut after = before.clone();
        after["paths"]["/alt/{id}"]["get"][name] = value;
        let place = format!("{FIRST}/{name}");
        let told = [(Risky, "member-changed", &*place)];
        assert_both(&before, &after, &told, &told);
    }
}

/// An operation of one host is not that of another.
#[test]
fn a_host_is_part_of_an_operation() {
    let (a, b) = (at_host("//a.example.org"), at_host("//b.example.org"));
    let moved = [(Breaking, "operation-removed", X), (Safe, "operation-added", X)];
    assert_both(&a, &b, &moved, &moved);
    assert_eq!(details(&a, &b), ["GET //a.example.org/x: removed", "GET //b.example.org/x: added"]);
    // A parameter of the host has any name, and a host is written in any case.
    assert_both(&at_host("//{tenant}.example.org"), &at_host("https://{org}.Example.org/"), &[], &[]);
    // Where any host answered, or will.
    let anywhere = json!({ "paths": { "/x": { "get": {} } } });
    let servers = "/paths/~1x/get/servers";
    assert_both(&a, &anywhere, &[(Risky, "server-changed", servers)], &moved);
    // The API's own hosts are where it runs.
    let served =
        |host: &str| json!({ "servers": [{ "url": format!("https://{host}") }], "paths": { "/x": { "get": {} } } });
    assert_both(&served("a.example.org"), &served("b.example.org"), &[], &[]);
    // A host more is a gain, though it cannot be told whether anybody asked for it.
    let mut both = a.clone();
    both["paths"]["/x"]["get"]["servers"] = json!([{ "url": "//a.example.org" }, { "url": "//b.example.org" }]);
    assert_both(&a, &both, &[(Risky, "server-changed", servers)], &moved);
}

/// Methods that OpenAPI has no member for are operations.
#[test]
fn own_methods_are_operations() {
    let none = json!({ "paths": { "/x": {} } });
    assert_both(
        &none,
        &purge(json!({})),
        &[(Safe, "operation-added", PURGE)],
        &[(Breaking, "operation-removed", PURGE)],
    );
    assert_eq!(details(&purge(json!({})), &none), ["PURGE /x: removed"]);
    let body = |required: bool| purge(json!({ "requestBody": { "required": required } }));
    let place = format!("{PURGE}/requestBody/required");
    assert_both(
        &body(false),
        &body(true),
        &[(Breaking, "body-became-required", &place)],
        &[(Safe, "body-became-optional", &place)],
    );
    // Where later versions of OpenAPI have a member for it, it is the same.
    let query = |item: Value| json!({ "paths": { "/x": item } });
    let (own, known) = (json!({ "x-additional-operations": { "QUERY": {} } }), json!({ "query": {} }));
    assert_both(&query(own), &query(known), &[], &[]);
    let misformed = json!({ "paths": { "/x": { "x-additional-operations": [1] } } });
    let told = [(Risky, "member-changed", "/paths/~1x/x-additional-operations")];
    assert_both(&none, &misformed, &told, &told);
}
