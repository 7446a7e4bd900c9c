//! What differs of operations, parameters, bodies, responses and security: a row for each pair, read in both directions.

use serde_json::{Value, json};

use crate::support::{Breaking, Expected, Risky, Safe, assert_found, details, operation};

/// Before and after, what is found, and what is found the other way round.
type Row = (Value, Value, Expected<'static>, Expected<'static>);

fn parameters(list: Value) -> Value {
    operation(json!({ "parameters": list }))
}

fn parameter(extra: Value) -> Value {
    let mut parameter = json!({ "name": "q", "in": "query", "schema": { "type": "string" } });
    parameter.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    parameters(json!([parameter]))
}

fn body(body: Value) -> Value {
    operation(json!({ "requestBody": body }))
}

fn responses(responses: Value) -> Value {
    operation(json!({ "responses": responses }))
}

fn headers(headers: Value) -> Value {
    responses(json!({ "200": { "headers": headers } }))
}

fn secured(security: Value) -> Value {
    let mut document = operation(json!({ "security": security }));
    document["components"] = json!({ "securitySchemes": {
        "token": { "type": "http", "scheme": "bearer" },
        "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
        "login": { "type": "oauth2", "flows": {} },
    } });
    document
}

fn login(flows: Value) -> Value {
    let mut document = secured(json!([{ "login": [] }]));
    document["components"]["securitySchemes"]["login"]["flows"] = flows;
    document
}

fn served_at(url: &str) -> Value {
    let mut document = operation(json!({}));
    document["servers"] = json!([{ "url": url }]);
    document
}

const OPERATION: &str = "/paths/~1x/post";
const SECURITY: &str = "/paths/~1x/post/security";
const SECURITY_0: &str = "/paths/~1x/post/security/0";
const SECURITY_1: &str = "/paths/~1x/post/security/1";
const PARAMETER: &str = "/paths/~1x/post/parameters/0";
const BODY: &str = "/paths/~1x/post/requestBody";
const XML: &str = "/paths/~1x/post/requestBody/content/application~1xml";
const HEADER: &str = "/paths/~1x/post/responses/200/headers/x-a";

pub(crate) fn rows() -> Vec<Row> {
    let json_body = || json!({ "content": { "application/json": {} } });
    let both_bodies = || json!({ "content": { "application/json": {}, "application/xml": {} } });
    vec![
        (
            operation(json!({})),
            json!({ "info": { "title": "t", "version": "1.0.0" }, "paths": {} }),
            (Breaking, "operation-removed", OPERATION),
            (Safe, "operation-added", OPERATION),
        ),
        (
            operation(json!({ "operationId": "a" })),
            operation(json!({ "operationId": "b" })),
            (Risky, "operation-id-changed", "/paths/~1x/post/operationId"),
            (Risky, "operation-id-changed", "/paths/~1x/post/operationId"),
        ),
        (
            operation(json!({ "operationId": "a" })),
            operation(json!({})),
            (Risky, "operation-id-changed", "/paths/~1x/post/operationId"),
            (Risky, "operation-id-changed", "/paths/~1x/post/operationId"),
        ),
        (
            served_at("https://a.test/v1"),
            served_at("https://b.test/v2"),
            (Risky, "server-changed", "/servers"),
            (Risky, "server-changed", "/servers"),
        ),
        (
            operation(json!({ "servers": [{ "url": "/v1" }] })),
            operation(json!({})),
            (Risky, "server-changed", "/paths/~1x/post/servers"),
            (Risky, "server-changed", "/paths/~1x/post/servers"),
        ),
        (
            operation(json!({})),
            operation(json!({ "deprecated": true })),
            (Safe, "deprecated", "/paths/~1x/post/deprecated"),
            (Safe, "undeprecated", "/paths/~1x/post/deprecated"),
        ),
        (
            parameter(json!({})),
            parameter(json!({ "deprecated": true })),
            (Safe, "deprecated", "/paths/~1x/post/parameters/0/deprecated"),
            (Safe, "undeprecated", "/paths/~1x/post/parameters/0/deprecated"),
        ),
        // Security.
        (
            secured(json!([])),
            secured(json!([{ "token": [] }])),
            (Breaking, "security-added", SECURITY),
            (Safe, "security-removed", SECURITY),
        ),
        (
            secured(json!([{}, { "token": [] }])),
            secured(json!([{ "token": [] }])),
            (Breaking, "security-added", SECURITY),
            (Safe, "security-removed", SECURITY),
        ),
        (
            secured(json!([{ "token": [] }])),
            secured(json!([{ "token": [] }, { "key": [] }])),
            (Safe, "security-alternative-added", SECURITY_1),
            (Breaking, "security-alternative-removed", SECURITY_1),
        ),
        (
            secured(json!([{ "login": ["read"] }])),
            secured(json!([{ "login": ["read", "write"] }])),
            (Breaking, "security-scope-added", SECURITY_0),
            (Safe, "security-scope-removed", SECURITY_0),
        ),
        (
            login(json!({ "clientCredentials": { "tokenUrl": "https://a.test" } })),
            login(json!({ "clientCredentials": { "tokenUrl": "https://b.test" } })),
            (Risky, "security-scheme-changed", "/components/securitySchemes/login"),
            (Risky, "security-scheme-changed", "/components/securitySchemes/login"),
        ),
        // Parameters.
        (
            parameters(json!([])),
            parameter(json!({})),
            (Safe, "parameter-added", PARAMETER),
            (Risky, "parameter-removed", PARAMETER),
        ),
        (
            parameters(json!([])),
            parameter(json!({ "required": true })),
            (Breaking, "required-parameter-added", PARAMETER),
            (Risky, "parameter-removed", PARAMETER),
        ),
        (
            parameter(json!({})),
            parameter(json!({ "in": "header" })),
            (Breaking, "parameter-moved", PARAMETER),
            (Breaking, "parameter-moved", PARAMETER),
        ),
        (
            parameter(json!({})),
            parameter(json!({ "required": true })),
            (Breaking, "parameter-became-required", "/paths/~1x/post/parameters/0/required"),
            (Safe, "parameter-became-optional", "/paths/~1x/post/parameters/0/required"),
        ),
        (
            parameter(json!({})),
            parameter(json!({ "style": "pipeDelimited", "explode": false })),
            (Breaking, "parameter-style-changed", "/paths/~1x/post/parameters/0/style"),
            (Breaking, "parameter-style-changed", "/paths/~1x/post/parameters/0/style"),
        ),
        (
            parameter(json!({})),
            parameter(json!({ "explode": false })),
            (Breaking, "parameter-style-changed", "/paths/~1x/post/parameters/0/explode"),
            (Breaking, "parameter-style-changed", "/paths/~1x/post/parameters/0/explode"),
        ),
        (
            parameter(json!({})),
            parameter(json!({ "allowEmptyValue": true })),
            (Risky, "member-changed", "/paths/~1x/post/parameters/0/allowEmptyValue"),
            (Risky, "member-changed", "/paths/~1x/post/parameters/0/allowEmptyValue"),
        ),
        (
            parameter(json!({ "schema": { "type": "string" } })),
            parameter(json!({ "schema": { "type": "string", "default": "a" } })),
            (Risky, "default-changed", "/paths/~1x/post/parameters/0/schema/default"),
            (Risky, "default-changed", "/paths/~1x/post/parameters/0/schema/default"),
        ),
        // In a URL, every number is a text.
        (
            parameter(json!({ "schema": { "type": "integer" } })),
            parameter(json!({ "schema": { "type": "string" } })),
            (Safe, "type-widened", "/paths/~1x/post/parameters/0/schema/type"),
            (Breaking, "type-narrowed", "/paths/~1x/post/parameters/0/schema/type"),
        ),
        // Bodies.
        (operation(json!({})), body(json_body()), (Safe, "body-added", BODY), (Breaking, "body-removed", BODY)),
        (
            operation(json!({})),
            body(json!({ "required": true, "content": {} })),
            (Breaking, "required-body-added", BODY),
            (Breaking, "body-removed", BODY),
        ),
        (
            body(json!({ "content": {} })),
            body(json!({ "required": true, "content": {} })),
            (Breaking, "body-became-required", "/paths/~1x/post/requestBody/required"),
            (Safe, "body-became-optional", "/paths/~1x/post/requestBody/required"),
        ),
        (
            body(json_body()),
            body(both_bodies()),
            (Safe, "media-type-added", XML),
            (Breaking, "media-type-removed", XML),
        ),
        (
            responses(json!({ "200": json_body() })),
            responses(json!({ "200": both_bodies() })),
            (Safe, "media-type-added", "/paths/~1x/post/responses/200/content/application~1xml"),
            (Breaking, "media-type-removed", "/paths/~1x/post/responses/200/content/application~1xml"),
        ),
        (
            body(json!({ "content": { "multipart/form-data": {} } })),
            body(
                json!({ "content": { "multipart/form-data": { "encoding": { "a": { "contentType": "image/png" } } } } }),
            ),
            (Risky, "member-changed", "/paths/~1x/post/requestBody/content/multipart~1form-data/encoding"),
            (Risky, "member-changed", "/paths/~1x/post/requestBody/content/multipart~1form-data/encoding"),
        ),
        // Responses.
        (
            responses(json!({ "200": {} })),
            responses(json!({ "200": {}, "202": {} })),
            (Risky, "response-added", "/paths/~1x/post/responses/202"),
            (Breaking, "response-removed", "/paths/~1x/post/responses/202"),
        ),
        (
            responses(json!({ "200": {} })),
            responses(json!({ "200": {}, "409": {} })),
            (Risky, "response-added", "/paths/~1x/post/responses/409"),
            (Safe, "error-response-removed", "/paths/~1x/post/responses/409"),
        ),
        (
            responses(json!({ "200": {} })),
            responses(json!({ "200": {}, "x-999": {} })),
            (Risky, "response-added", "/paths/~1x/post/responses/x-999"),
            (Safe, "error-response-removed", "/paths/~1x/post/responses/x-999"),
        ),
        (
            responses(json!({ "x-999": json_body() })),
            responses(json!({ "x-999": both_bodies() })),
            (Safe, "media-type-added", "/paths/~1x/post/responses/x-999/content/application~1xml"),
            (Breaking, "media-type-removed", "/paths/~1x/post/responses/x-999/content/application~1xml"),
        ),
        // A handler that can make anything: what is told of it was not promised before, and is a promise from then on.
        (
            responses(json!({ "default": {} })),
            responses(json!({ "default": {}, "200": json_body() })),
            (Safe, "response-described", "/paths/~1x/post/responses/200"),
            (Breaking, "response-removed", "/paths/~1x/post/responses/200"),
        ),
        (
            responses(json!({ "default": {} })),
            responses(json!({ "default": json_body() })),
            (Safe, "media-type-added", "/paths/~1x/post/responses/default/content/application~1json"),
            (Breaking, "media-type-removed", "/paths/~1x/post/responses/default/content/application~1json"),
        ),
        // What stood for a status goes on to say what it is.
        (
            responses(json!({ "4XX": json_body() })),
            responses(json!({ "4xx": json_body(), "404": json_body() })),
            (Safe, "response-described", "/paths/~1x/post/responses/404"),
            (Safe, "error-response-removed", "/paths/~1x/post/responses/404"),
        ),
        (
            responses(json!({ "default": json_body() })),
            responses(json!({ "default": json_body(), "202": {} })),
            (Risky, "response-added", "/paths/~1x/post/responses/202"),
            (Breaking, "response-removed", "/paths/~1x/post/responses/202"),
        ),
        (
            headers(json!({})),
            headers(json!({ "x-a": {} })),
            (Safe, "header-added", HEADER),
            (Breaking, "header-removed", HEADER),
        ),
        (
            headers(json!({ "x-a": {} })),
            headers(json!({ "x-a": { "required": true } })),
            (Safe, "header-became-required", "/paths/~1x/post/responses/200/headers/x-a/required"),
            (Breaking, "header-became-optional", "/paths/~1x/post/responses/200/headers/x-a/required"),
        ),
        (
            headers(json!({ "x-a": { "schema": { "type": "integer" } } })),
            headers(json!({ "x-a": { "schema": { "type": "string" } } })),
            (Breaking, "type-widened", "/paths/~1x/post/responses/200/headers/x-a/schema/type"),
            (Safe, "type-narrowed", "/paths/~1x/post/responses/200/headers/x-a/schema/type"),
        ),
        (
            operation(json!({})),
            operation(json!({ "callbacks": { "done": { "{$request.body#/url}": { "post": {} } } } })),
            (Risky, "member-changed", "/paths/~1x/post/callbacks"),
            (Risky, "member-changed", "/paths/~1x/post/callbacks"),
        ),
    ]
}

/// Each pair of definitions gives one difference, and its reverse the other way round.
#[test]
fn a_pair_of_operations_gives_its_difference() {
    for (before, after, forth, back) in rows() {
        assert_found(&before, &after, &[forth]);
        assert_found(&after, &before, &[back]);
    }
}

/// An answer that nobody could tell is told: nothing was promised before. The reverse takes promises back.
#[test]
fn an_untold_answer_is_told() {
    let text = || json!({ "content": { "text/plain": {} } });
    let (untold, told) = (responses(json!({ "default": {} })), responses(json!({ "200": text(), "404": text() })));
    let place = |status: &str| format!("/paths/~1x/post/responses/{status}");
    assert_found(
        &untold,
        &told,
        &[
            (Safe, "response-described", &place("200")),
            (Safe, "response-described", &place("404")),
            (Safe, "response-described", &place("default")),
        ],
    );
    assert_found(
        &told,
        &untold,
        &[
            (Breaking, "response-removed", &place("200")),
            (Breaking, "media-type-removed", &place("404/content/text~1plain")),
            (Risky, "response-added", &place("default")),
            (Safe, "error-response-removed", &place("404")),
        ],
    );
}

/// An error without a response of its own has that of its range, or else the `default`.
#[test]
fn a_response_stands_for_others() {
    let of = |types: &str| json!({ "content": { "application/json": { "schema": { "type": types } } } });
    for stand_in in ["default", "4XX"] {
        let place = |status: &str, below: &str| format!("/paths/~1x/post/responses/{status}{below}");
        let types = "/content/application~1json/schema/type";
        let (own, general) = (responses(json!({ "404": of("string") })), responses(json!({ stand_in: of("integer") })));
        let gone = if stand_in == "default" { Breaking } else { Safe };
        let gone_kind = if stand_in == "default" { "response-removed" } else { "error-response-removed" };
        let mut forth = vec![
            (Breaking, "type-changed", place(stand_in, types)),
            (Risky, "response-added", place(stand_in, "")),
            (Safe, "error-response-removed", place("404", "")),
        ];
        let mut back = vec![
            (Breaking, "type-changed", place("404", types)),
            (gone, gone_kind, place(stand_in, "")),
            (Safe, "response-described", place("404", "")),
        ];
        for (before, after, found) in [(&own, &general, &mut forth), (&general, &own, &mut back)] {
            let mut expected: Vec<_> = found.iter().map(|(class, kind, place)| (*class, *kind, &**place)).collect();
            expected.sort_by_key(|(class, _, place)| (*class, *place));
            assert_found(before, after, &expected);
        }
        // What says the same is no loss.
        let same = responses(json!({ stand_in: of("string") }));
        assert_found(
            &own,
            &same,
            &[(Risky, "response-added", &*place(stand_in, "")), (Safe, "error-response-removed", &*place("404", ""))],
        );
    }
}

/// Another scheme instead of one: who had the old one stays out.
#[test]
fn another_scheme_breaks() {
    assert_found(
        &secured(json!([{ "token": [] }])),
        &secured(json!([{ "key": [] }])),
        &[(Breaking, "security-alternative-removed", SECURITY_0), (Safe, "security-alternative-added", SECURITY_0)],
    );
}

/// What asks for less of the same lets in all that the stricter one did.
#[test]
fn fewer_schemes_are_no_break() {
    assert_found(
        &secured(json!([{ "token": [], "key": [] }])),
        &secured(json!([{ "key": [] }])),
        &[(Safe, "security-alternative-added", SECURITY_0)],
    );
}

/// The requirement of the whole API counts where an operation has none, and is one difference for all of them.
#[test]
fn security_of_the_api_is_one_difference() {
    let document = |security: Value| {
        json!({
            "security": security,
            "components": { "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } } },
            "paths": { "/a": { "get": {}, "put": {} }, "/open": { "get": { "security": [] } } },
        })
    };
    let (before, after) = (document(json!([])), document(json!([{ "token": [] }])));
    assert_found(&before, &after, &[(Breaking, "security-added", "/security")]);
    assert_eq!(details(&before, &after), ["GET /a and 1 more: asks for http bearer, asked for nothing"]);
}

/// Parameters of a path item belong to its operations, which may define them anew.
#[test]
fn parameters_of_the_path_belong_to_its_operations() {
    let document = |own: Value| {
        json!({ "paths": { "/a": {
            "parameters": [{ "name": "q", "in": "query" }],
            "get": { "parameters": own },
            "put": {},
        } } })
    };
    assert_found(
        &document(json!([])),
        &document(json!([{ "name": "q", "in": "query", "required": true }])),
        &[(Breaking, "parameter-became-required", "/paths/~1a/get/parameters/0/required")],
    );
}

/// A moved parameter is compared as any other.
#[test]
fn a_moved_parameter_is_compared() {
    let document =
        |place: &str, schema: &str| parameters(json!([{ "name": "q", "in": place, "schema": { "type": schema } }]));
    assert_found(
        &document("query", "string"),
        &document("header", "integer"),
        &[
            (Breaking, "parameter-moved", PARAMETER),
            (Breaking, "type-narrowed", "/paths/~1x/post/parameters/0/schema/type"),
        ],
    );
}

/// Details name operation, part, way, and what is and was.
#[test]
fn details_name_what_differs() {
    assert_eq!(
        details(&parameters(json!([])), &parameter(json!({ "required": true }))),
        ["POST /x, query parameter `q`: added, and required"]
    );
    assert_eq!(
        details(&served_at("https://a.test/v1"), &served_at("https://a.test/v2/")),
        ["the API: served under `/v2`, was `/v1`"]
    );
    assert_eq!(
        details(&headers(json!({ "x-a": {} })), &headers(json!({}))),
        ["POST /x, header `x-a` of the 200 response: removed"]
    );
    assert_eq!(
        details(&parameter(json!({})), &parameter(json!({ "explode": false }))),
        ["POST /x, query parameter `q`: spelt form, was form, exploded"]
    );
}
