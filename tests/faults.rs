//! All that is wrong with a request in one answer, by the client's own names, and never what it sent.

use std::collections::BTreeMap;

use cepa::http::StatusCode;
use cepa::prelude::*;
use cepa::serde_json::{Value, json};
use cepa::test::{Client, TestResponse};
use cepa_tests::{faults, problem};
use serde::Deserialize;

#[model(input)]
#[derive(Debug)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "only parsed")]
struct NewOrder {
    #[validate(email)]
    customer: String,
    express: bool,
    #[validate(length(min = 1, max = 3), nested)]
    items: Vec<Item>,
    #[validate(nested)]
    gift: Option<Gift>,
    pay_by: Payment,
    #[serde(default)]
    #[validate(range(max = 100))]
    loyalty_points: u32,
}

#[model(input)]
#[derive(Debug)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only parsed")]
struct Item {
    sku: String,
    #[validate(range(min = 1, max = 9))]
    qty: u8,
}

#[model(input)]
#[derive(Debug)]
#[allow(dead_code, reason = "only parsed")]
struct Gift {
    #[serde(rename = "wrapping-paper")]
    #[validate(length(min = 2))]
    paper: String,
}

#[model(input)]
#[derive(Debug)]
#[serde(rename_all = "snake_case")]
#[allow(dead_code, reason = "only parsed")]
enum Payment {
    Cash,
    Card {
        #[validate(length(equal = 4))]
        last: String,
    },
}

#[post("/shops/{shop}/orders")]
async fn place(
    shop: u32,
    #[query(range(min = 1, max = 9))] priority: u8,
    #[header] x_count: u8,
    #[cookie] n: Option<u8>,
    #[body] order: NewOrder,
) -> String {
    format!("{shop} {priority} {x_count} {n:?} {order:?}")
}

fn client() -> Client {
    Client::new(App::new(routes![place]))
}

async fn send(body: &Value) -> TestResponse {
    client()
        .post("/shops/s-hunter2/orders?priority=10")
        .header("x-count", "hunter2")
        .header("cookie", "n=hunter2")
        .json(body)
        .await
}

fn faulty_order() -> Value {
    json!({
        "customer": "hunter2",
        "items": [
            { "sku": 5, "qty": 0 },
            { "qty": "hunter2", "colour": "hunter2" },
            { "sku": "ok", "qty": 10 },
        ],
        "gift": { "wrapping-paper": "x" },
        "payBy": "hunter2",
        "loyaltyPoints": 101,
    })
}

/// Types, missing and unknown members, names of enums, rules, in lists and options, beside path, query, header and cookie.
#[cepa::test]
async fn every_fault_in_one_answer() {
    let answer = send(&faulty_order()).await;
    // There is nothing at such a path.
    answer.assert_status(404);
    let mut told = faults(&answer);
    told.sort();
    assert_eq!(
        told,
        [
            "body #/customer email",
            "body #/express required",
            "body #/gift/wrapping-paper length",
            "body #/items/0/qty range",
            "body #/items/0/sku type",
            "body #/items/1/colour unknown",
            "body #/items/1/qty type",
            "body #/items/1/sku required",
            "body #/items/2/qty range",
            "body #/loyaltyPoints range",
            "body #/payBy enum",
            "cookie #/n type",
            "header #/x-count type",
            "path #/shop type",
            "query #/priority range",
        ]
    );
}

/// Rules inside an enum's variant.
#[cepa::test]
async fn faults_inside_enums() {
    let mut order = faulty_order();
    order["payBy"] = json!({ "card": { "last": "123" } });
    assert!(faults(&send(&order).await).contains(&"body #/payBy/card/last length".to_owned()));
    order["payBy"] = json!({ "card": { "last": 123 } });
    assert!(faults(&send(&order).await).contains(&"body #/payBy/card/last type".to_owned()));
    order["payBy"] = json!({ "card": {} });
    assert!(faults(&send(&order).await).contains(&"body #/payBy/card/last required".to_owned()));
}

/// What was sent is nowhere in the answer.
#[cepa::test]
async fn what_was_sent_is_not_told() {
    let answer = send(&faulty_order()).await;
    assert!(!answer.text().contains("hunter2"), "{answer:?}");
    for name in answer.headers().values() {
        assert!(!String::from_utf8_lossy(name.as_bytes()).contains("hunter2"));
    }
    let answer = client()
        .post("/shops/1/orders?priority=1")
        .header("x-count", "1")
        .body("application/json", "{\"hunter2\":")
        .await;
    answer.assert_status(400);
    assert!(!answer.text().contains("hunter2"), "{answer:?}");
}

/// What a fault says.
#[cepa::test]
async fn a_fault_says_what_is_demanded() {
    let answer = send(&faulty_order()).await;
    let errors = problem(&answer)["errors"].clone();
    let find = |pointer: &str| {
        errors.as_array().into_iter().flatten().find(|fault| fault["pointer"] == pointer).cloned().unwrap_or_default()
    };
    assert_eq!(
        find("#/items/2/qty"),
        json!({ "in": "body", "pointer": "#/items/2/qty", "code": "range", "detail": "must be between 1 and 9", "params": { "min": 1, "max": 9 } })
    );
    assert_eq!(find("#/payBy")["detail"], "must be one of `cash`, `card`");
    assert_eq!(find("#/express")["detail"], "is missing");
}

/// A plain serde type, which knows nothing of cepa, is told all of its faults too.
#[cepa::test]
async fn plain_serde_types_are_gathered() {
    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only parsed")]
    struct Plain {
        id: u32,
        name: String,
        kind: Kind,
        inner: Option<Vec<Inner>>,
        counts: BTreeMap<String, u8>,
    }
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Small,
        Large,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only parsed")]
    struct Inner {
        on: bool,
    }
    #[post("/plain")]
    async fn plain(#[query] page: u8, #[body] plain: Json<Plain>) -> String {
        format!("{page} {plain:?} {:?} {:?}", Kind::Small, Kind::Large)
    }
    let body = json!({ "id": -1, "kind": "hunter2", "inner": [{ "on": 1 }, {}, { "on": true, "off": 1 }], "counts": { "a": "hunter2" } });
    let answer = Client::new(App::new(routes![plain])).post("/plain?page=x").json(&body).await;
    let mut told = faults(&answer);
    told.sort();
    assert_eq!(
        told,
        [
            "body #/counts/a type",
            "body #/id type",
            "body #/inner/0/on type",
            "body #/inner/1/on required",
            "body #/inner/2/off unknown",
            "body #/kind enum",
            "body #/name required",
            "query #/page type",
        ]
    );
    assert!(!answer.text().contains("hunter2"), "{answer:?}");
}

/// However much is wrong, the answer stays small, and says how much it left out.
#[cepa::test]
async fn an_answer_is_bounded() {
    #[post("/many")]
    async fn many(#[body] list: Json<Vec<u8>>) -> String {
        list.0.len().to_string()
    }
    let body = json!(vec!["x"; 10_000]);
    let answer = Client::new(App::new(routes![many])).post("/many").json(&body).await;
    answer.assert_status(422);
    assert_eq!(faults(&answer).len(), 64);
    assert!(answer.bytes().len() < 20_000);
}

/// Faults of the head go before a body that is none: no JSON, another type, too large, too long to read on.
#[cepa::test]
async fn faults_of_the_head_stay_told() {
    let client = client();
    let request = || client.post("/shops/1/orders?priority=0").header("x-count", "1");
    let large = vec![b' '; 3 * 1024 * 1024];
    for (content_type, body) in
        [("application/json", b"{".to_vec()), ("text/plain", b"x".to_vec()), ("application/json", large)]
    {
        let answer = request().body(content_type, body).await;
        answer.assert_status(422);
        assert_eq!(faults(&answer), ["query #/priority range"]);
    }
}

/// A rule's own status, any from 400 to 999, wins; of several, the first.
#[cepa::test]
async fn a_rule_may_have_its_own_status() {
    #[get("/")]
    async fn route(
        #[query(default = 5, range(min = 3, status = 471, message = "Minimum allowed value is 3"))] a: u8,
        #[query(default = 5, range(max = 9, status = 999))] b: u8,
        #[query(default = 5, range(max = 9))] c: u8,
    ) -> String {
        format!("{a} {b} {c}")
    }
    let client = Client::new(App::new(routes![route]));
    let cases =
        [("/?a=2", 471), ("/?b=10", 999), ("/?c=10", 422), ("/?c=10&b=10", 999), ("/?a=2&b=10&c=10", 471), ("/", 200)];
    for (target, expected) in cases {
        assert_eq!(client.get(target).await.status(), expected, "{target}");
    }
    let answer = client.get("/?a=2").await;
    let problem = problem(&answer);
    assert_eq!(
        (&problem["status"], &problem["errors"][0]["detail"]),
        (&471.into(), &"Minimum allowed value is 3".into())
    );
}

/// One mapper replaces how all problems look: faults, 404, 405, errors of handlers, panics.
#[cepa::test]
async fn a_mapper_replaces_the_rendering() {
    fn mapper(problem: &Problem) -> Json<Value> {
        let fields: BTreeMap<&str, &str> =
            problem.errors().iter().map(|fault| (fault.pointer.trim_start_matches("#/"), &*fault.detail)).collect();
        Json(json!({ "code": problem.status().as_u16(), "description": problem.message(), "fields": fields }))
    }
    #[get("/teapot")]
    async fn teapot() -> Result<(), Problem> {
        Err(Problem::new(StatusCode::IM_A_TEAPOT).detail("oh noes"))
    }
    #[get("/broken")]
    async fn broken() -> cepa::Result<()> {
        Err(cepa::Error::new("secret"))
    }
    let client = Client::new(App::new(routes![place, teapot, broken]).problems(mapper));
    let json = |answer: &TestResponse| {
        assert_eq!(answer.header("content-type"), Some("application/json"));
        answer.json::<Value>()
    };
    let answer = client.get("/teapot").await;
    answer.assert_status(418);
    assert_eq!(json(&answer), json!({ "code": 418, "description": "oh noes", "fields": {} }));
    let answer = client.post("/teapot").await;
    answer.assert_status(405);
    assert_eq!((json(&answer)["code"].clone(), answer.header("allow")), (405.into(), Some("GET, HEAD, OPTIONS")));
    let answer = client.get("/nowhere").await;
    answer.assert_status(404);
    assert_eq!(json(&answer)["code"], 404);
    let answer = client.get("/broken").await;
    answer.assert_status(500);
    assert_eq!(json(&answer), json!({ "code": 500, "description": "Internal Server Error", "fields": {} }));
    let answer = client.post("/shops/1/orders?priority=x").header("x-count", "1").json(&json!({})).await;
    answer.assert_status(422);
    assert_eq!(json(&answer)["fields"]["priority"], "must be a whole number between 0 and 255");
}

/// A mapper may choose the status too.
#[cepa::test]
async fn a_mapper_may_change_the_status() {
    fn always_400(problem: &Problem) -> Response {
        let status = if problem.status() == 422 { StatusCode::BAD_REQUEST } else { problem.status() };
        let mut response = Json(problem.errors().len()).into_response();
        *response.status_mut() = status;
        response
    }
    let client = Client::new(App::new(routes![place]).problems(always_400));
    let answer = client.post("/shops/1/orders").await;
    answer.assert_status(400);
    client.get("/nowhere").await.assert_status(404);
}

/// An enum with its tag inside: its members are told one by one, and nothing beside it is hidden.
#[cepa::test]
async fn tagged_enums_hide_no_faults() {
    #[model(input)]
    #[serde(tag = "k")]
    enum Payment {
        Card {
            n: u32,
            #[validate(length(min = 3))]
            holder: String,
        },
        Cash,
    }
    #[model(input)]
    struct Sale {
        #[validate(email)]
        e: String,
        f: Payment,
    }
    #[post("/")]
    async fn sell(#[body] sale: Sale) -> String {
        match sale.f {
            Payment::Card { n, holder } => format!("{} {n} {holder}", sale.e),
            Payment::Cash => sale.e,
        }
    }
    let client = Client::new(App::new(routes![sell]));
    let cases: [(&str, &[&str]); 5] = [
        (r#"{"e":"bad","f":{"k":"Card","n":"x","holder":"ada"}}"#, &["body #/e email", "body #/f/n type"]),
        (
            r#"{"e":"bad","f":{"k":"Card","n":"x","holder":"a"}}"#,
            &["body #/e email", "body #/f/holder length", "body #/f/n type"],
        ),
        (r#"{"e":"bad","f":{"k":"Card","holder":"ada"}}"#, &["body #/e email", "body #/f/n required"]),
        (r#"{"e":"bad","f":{"k":"Cheque"}}"#, &["body #/e email", "body #/f/k enum"]),
        (r#"{"e":"bad"}"#, &["body #/e email", "body #/f required"]),
    ];
    for (body, expected) in cases {
        let answer = client.post("/").body("application/json", body).await;
        answer.assert_status(422);
        let mut told = faults(&answer);
        told.sort();
        assert_eq!(told, expected, "{body}");
    }
}

/// What is no error is none to answer with: it is a mistake of the handler's, and the log says which.
#[cepa::test]
async fn a_problem_is_an_error() {
    #[get("/problem")]
    async fn problem_of_success() -> Result<String, Problem> {
        Err(Problem::new(StatusCode::OK).detail("hidden"))
    }
    #[get("/status")]
    async fn status_of_success() -> Result<String, StatusCode> {
        Err(StatusCode::SEE_OTHER)
    }
    let client = Client::new(App::new(routes![problem_of_success, status_of_success]));
    for target in ["/problem", "/status"] {
        let answer = client.get(target).await;
        answer.assert_status(500);
        assert!(!answer.text().contains("hidden"), "{answer:?}");
    }
    let problem = Problem::new(StatusCode::OK);
    assert_eq!(problem.to_string(), "500 Internal Server Error: a problem cannot have the status 200 OK");
}

/// Parameters of a rule stand in its own order, and places have the names that answers have.
#[cepa::test]
async fn params_stand_in_order() {
    #[get("/")]
    async fn small(#[query(range(min = 1, max = 9))] times: u8) -> String {
        times.to_string()
    }
    let answer = Client::new(App::new(routes![small])).get("/?times=10").await;
    assert!(answer.text().contains(r#""params":{"min":1,"max":9}"#), "{answer:?}");
    assert_eq!(cepa::problem::Place::Cookie.to_string(), "cookie");
}
