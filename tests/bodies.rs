//! Bodies: owned and borrowing types, raw bytes and text, absent or null, media types, limits, and everything malformed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cepa::bytes::Bytes;
use cepa::prelude::*;
use cepa::serde_json::{Value, json};
use cepa::test::Client;
use cepa_tests::{Wire, bind, faults, problem};
use serde::Deserialize;

const JSON: &str = "application/json";

fn client(routes: Routes) -> Client {
    Client::new(App::new(routes))
}

#[model]
#[derive(Debug)]
struct Item {
    name: String,
    price: f64,
    is_offer: Option<bool>,
}

#[post("/items")]
#[json]
async fn add(#[body] item: Item) -> Item {
    item
}

#[post("/lists")]
async fn lists(#[body] items: Vec<Item>) -> String {
    items.len().to_string()
}

/// A model comes in and goes out; an absent `Option` is `null`; members it does not know are left.
#[cepa::test]
async fn a_model_in_and_out() {
    let client = client(routes![add, lists]);
    let answer = client.post("/items").json(&json!({ "name": "rolo", "price": 420.69, "extra": 1 })).await;
    assert_eq!(answer.json::<cepa::serde_json::Value>(), json!({ "name": "rolo", "price": 420.69, "is_offer": null }));
    assert_eq!(client.post("/lists").json(&json!([{ "name": "a", "price": 1 }])).await.text(), "1");
    let answer = client.post("/lists").json(&json!([{ "name": "a", "price": 1 }, { "name": "b" }])).await;
    assert_eq!(faults(&answer), ["body #/1/price required"]);
}

/// JSON by its media types; anything else is 415.
#[cepa::test]
async fn media_types() {
    let client = client(routes![add]);
    let body = r#"{"name": "a", "price": 1}"#;
    for accepted in [
        JSON,
        "application/json; charset=utf-8",
        "APPLICATION/JSON",
        "application/vnd.x+json",
        "application/problem+json;q=1",
    ] {
        client.post("/items").body(accepted, body).await.assert_status(200);
    }
    for refused in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json", "text/json", ""] {
        let answer = client.post("/items").body(refused, body).await;
        answer.assert_status(415);
        problem(&answer);
    }
}

/// Malformed JSON is 400, and says where, not what.
#[cepa::test]
async fn malformed_json_is_400() {
    let client = client(routes![add]);
    let cases: [&[u8]; 9] = [
        b"",
        br#"{"a": 1LO}"#,
        b"malformed",
        br#"{"}"#,
        b"{\"name\": \"hunter2",
        b"\xEF\xBB\xBF{\"name\": \"a\", \"price\": 1}",
        b"{\"name\": \"hunter2\xFF\", \"price\": 1}",
        b"{\"name\": \"a\", \"price\": 1} hunter2",
        b"{\"name\": \"a\", \"price\": 01}",
    ];
    for body in cases {
        let answer = client.post("/items").body(JSON, body).await;
        let shown = String::from_utf8_lossy(body);
        assert_eq!(answer.status(), 400, "{shown}: {answer:?}");
        assert!(!answer.text().contains("hunter2"), "{shown}: {answer:?}");
        assert!(problem(&answer)["detail"].is_string(), "{shown}: {answer:?}");
    }
}

/// Deep nesting, huge numbers, and a duplicated member: a clear 4xx, and no stack overflow.
#[cepa::test]
async fn hostile_json_is_refused() {
    #[model]
    #[derive(Debug)]
    struct Tree {
        #[serde(default)]
        children: Vec<Tree>,
    }
    #[post("/tree")]
    async fn tree(#[body] tree: Tree) -> String {
        tree.children.len().to_string()
    }
    #[post("/any")]
    async fn any(#[body] value: Json<cepa::serde_json::Value>) -> String {
        value.0.to_string().len().to_string()
    }
    let client = client(routes![add, tree, any]);
    let deep = "[".repeat(100_000);
    client.post("/any").body(JSON, deep).await.assert_status(400);
    let deep = format!("{}{}", "{\"children\":[".repeat(50_000), "]}".repeat(50_000));
    client.post("/tree").body(JSON, deep).await.assert_status(400);
    let huge = format!("{{\"name\": \"a\", \"price\": {}}}", "9".repeat(10_000));
    let answer = client.post("/items").body(JSON, huge).await;
    assert_eq!((answer.status().as_u16(), faults(&answer)), (422, vec!["body #/price type".to_owned()]));
    let answer = client.post("/items").body(JSON, r#"{"name": "a", "price": 1, "name": "b"}"#).await;
    assert_eq!((answer.status().as_u16(), faults(&answer)), (422, vec!["body # duplicate".to_owned()]));
}

/// `Json<T>` for a plain serde type, in and out.
#[cepa::test]
async fn plain_serde_types() {
    #[derive(Debug, Deserialize, serde::Serialize)]
    struct Plain {
        counts: BTreeMap<String, u8>,
    }
    #[post("/plain")]
    async fn plain(#[body] Json(plain): Json<Plain>) -> Json<Plain> {
        Json(plain)
    }
    let client = client(routes![plain]);
    let answer = client.post("/plain").json(&json!({ "counts": { "a": 1 } })).await;
    assert_eq!(answer.text(), r#"{"counts":{"a":1}}"#);
    assert_eq!(answer.header("content-type"), Some(JSON));
    let answer = client.post("/plain").json(&json!({ "counts": { "a": 1, "b": 300, "c": "x" } })).await;
    assert_eq!(faults(&answer), ["body #/counts/b type", "body #/counts/c type"]);
}

/// Text where it stands in the body, where JSON's escapes allow.
#[cepa::test]
async fn bodies_are_borrowed() {
    #[model(input)]
    #[derive(Debug)]
    struct Message<'r> {
        text: Cow<'r, str>,
        #[serde(default)]
        tags: Vec<Cow<'r, str>>,
    }
    #[post("/messages")]
    async fn send(#[body] message: Message<'_>) -> String {
        let borrowed = |text: &Cow<'_, str>| matches!(text, Cow::Borrowed(_));
        format!("{} {} {:?}", message.text, borrowed(&message.text), message.tags)
    }
    #[post("/text")]
    async fn text(#[body] text: &str) -> String {
        text.to_uppercase()
    }
    let client = client(routes![send, text]);
    assert_eq!(client.post("/messages").body(JSON, r#"{"text": "hi"}"#).await.text(), "hi true []");
    assert_eq!(
        client.post("/messages").body(JSON, r#"{"text": "\"hi\"", "tags": ["\u00fc"]}"#).await.text(),
        "\"hi\" false [\"ü\"]"
    );
    assert_eq!(client.post("/text").body("text/plain", "abc").await.text(), "ABC");
}

/// Raw bytes and text take any media type; text must be UTF-8.
#[cepa::test]
async fn raw_bodies() {
    #[post("/bytes")]
    async fn bytes(#[body] body: Bytes) -> Bytes {
        body
    }
    #[post("/slice")]
    async fn slice(#[body] body: &[u8]) -> String {
        body.len().to_string()
    }
    #[post("/vec")]
    async fn vec(#[body] body: Vec<u8>) -> Vec<u8> {
        body
    }
    #[post("/string")]
    async fn string(#[body] body: String) -> String {
        body
    }
    let client = client(routes![bytes, slice, vec, string]);
    let odd: &[u8] = b"a\xFF\0b";
    assert_eq!(client.post("/bytes").body("image/png", odd).await.bytes(), odd);
    assert_eq!(client.post("/slice").body("x/y", odd).await.text(), "4");
    assert_eq!(client.post("/vec").body("x/y", odd).await.bytes(), odd);
    assert_eq!(client.post("/string").body("x/y", "ü").await.text(), "ü");
    let answer = client.post("/string").body("text/plain", odd).await;
    assert_eq!((answer.status().as_u16(), faults(&answer)), (400, vec!["body # encoding".to_owned()]));
    // Nothing at all is an empty body.
    assert_eq!(client.post("/slice").await.text(), "0");
    assert_eq!(client.post("/string").await.text(), "");
}

/// An optional body may be empty, whatever it calls itself; present but wrong stays an error.
#[cepa::test]
async fn an_optional_body() {
    #[post("/model")]
    async fn model(#[body] item: Option<Item>) -> String {
        format!("{:?}", item.map(|item| item.name))
    }
    #[post("/plain")]
    async fn plain(#[body] value: Option<Json<u8>>) -> String {
        format!("{:?}", value.map(|value| value.0))
    }
    let client = client(routes![model, plain]);
    assert_eq!(client.post("/model").await.text(), "None");
    assert_eq!(client.post("/model").body(JSON, "").await.text(), "None");
    assert_eq!(client.post("/model").json(&json!({ "name": "a", "price": 1 })).await.text(), "Some(\"a\")");
    client.post("/model").body("text/plain", "x").await.assert_status(415);
    client.post("/model").body(JSON, "{").await.assert_status(400);
    client.post("/model").json(&json!({})).await.assert_status(422);
    assert_eq!(client.post("/plain").await.text(), "None");
    assert_eq!(client.post("/plain").json(&3).await.text(), "Some(3)");
}

/// Absent and null are two things to `Option<Option<T>>`, as a PATCH wants it.
#[cepa::test]
async fn absent_or_null() {
    #[model(input)]
    struct Patch {
        name: Option<String>,
        nickname: Option<Option<String>>,
        #[validate(range(max = 150))]
        age: Option<Option<u8>>,
    }
    #[patch("/me")]
    async fn update(#[body] patch: Patch) -> String {
        format!("{:?} {:?} {:?}", patch.name, patch.nickname, patch.age)
    }
    let client = client(routes![update]);
    let cases = [
        (json!({}), "None None None"),
        (json!({ "name": null, "nickname": null, "age": null }), "None Some(None) Some(None)"),
        (json!({ "name": "a", "nickname": "b", "age": 3 }), "Some(\"a\") Some(Some(\"b\")) Some(Some(3))"),
    ];
    for (body, expected) in cases {
        assert_eq!(client.patch("/me").json(&body).await.text(), expected, "{body}");
    }
    let answer = client.patch("/me").json(&json!({ "nickname": 1, "age": 151 })).await;
    assert_eq!(faults(&answer), ["body #/nickname type", "body #/age range"]);
}

/// What is absent is written as absent too, in a typed call and in an answer, unless serde is told otherwise.
#[cepa::test]
async fn absent_or_null_when_written() {
    #[model]
    #[derive(Default)]
    struct Patch {
        nickname: Option<Option<String>>,
        #[serde(rename = "howOld")]
        age: Option<Option<u8>>,
        name: Option<String>,
    }
    #[model]
    struct Own {
        #[serde(skip_serializing_if = "is_unset")]
        age: Option<Option<u8>>,
    }
    fn is_unset(age: &Option<Option<u8>>) -> bool {
        *age == Some(None)
    }
    #[model]
    struct Pair(Option<Option<u8>>, u8);
    #[patch("/me")]
    #[json]
    async fn update(#[body] patch: Patch) -> Patch {
        patch
    }
    #[patch("/pair")]
    #[json]
    async fn pair(#[body] pair: Pair) -> Pair {
        pair
    }
    let client = client(routes![update, pair]);
    let cases = [
        (Patch::default(), r#"{"name":null}"#),
        (Patch { nickname: Some(None), age: Some(None), name: None }, r#"{"nickname":null,"howOld":null,"name":null}"#),
        (
            Patch { nickname: Some(Some("a".into())), age: Some(Some(3)), name: None },
            r#"{"nickname":"a","howOld":3,"name":null}"#,
        ),
    ];
    for (patch, expected) in cases {
        assert_eq!(client.call(update::request(patch)).await.text(), expected);
    }
    assert_eq!(client.call(pair::request(Pair(None, 1))).await.text(), "[null,1]");
    let written = |age| cepa::serde_json::to_string(&Own { age }).expect("JSON");
    assert_eq!((written(None), written(Some(None))), (r#"{"age":null}"#.into(), "{}".into()));
}

/// 2 MiB unless the application or the route says otherwise; the answer says how much is allowed.
#[cepa::test]
async fn bodies_have_a_limit() {
    #[post("/default")]
    async fn default(#[body] body: &[u8]) -> String {
        body.len().to_string()
    }
    #[post("/small", limit = "1 KiB")]
    async fn small(#[body] body: &[u8]) -> String {
        body.len().to_string()
    }
    #[post("/large", limit = "3 MiB")]
    async fn large(#[body] body: &[u8]) -> String {
        body.len().to_string()
    }
    #[post("/unread")]
    async fn unread() -> &'static str {
        "unread"
    }
    const ROUTES: Routes = routes![default, small, large, unread];
    const MIB: usize = 1024 * 1024;
    let cases = [
        ("/default", 2 * MIB, 200),
        ("/default", 2 * MIB + 1, 413),
        ("/small", 1024, 200),
        ("/small", 1025, 413),
        ("/large", 2 * MIB + 1, 200),
        ("/large", 3 * MIB + 1, 413),
        ("/unread", 2 * MIB + 1, 200),
    ];
    let client = client(ROUTES);
    for (target, size, expected) in cases {
        let answer = client.post(target).body("x/y", vec![0; size]).await;
        assert_eq!(answer.status(), expected, "{target} {size}: {answer:?}");
    }
    let answer = client.post("/small").body("x/y", vec![0; 1025]).await;
    assert_eq!(problem(&answer)["limit"], 1024);
    let tight = Client::new(App::new(ROUTES).body_limit(10));
    tight.post("/default").body("x/y", vec![0; 11]).await.assert_status(413);
    tight.post("/small").body("x/y", vec![0; 1024]).await.assert_status(200);
}

/// A length that is a lie: the body ends too early, or goes on as another request that is none.
#[cepa::test]
async fn a_lying_length_is_noticed() {
    let server = bind(App::new(routes![add])).await;
    let head = |length: usize| {
        format!("POST /items HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n")
    };
    let body = r#"{"name": "a", "price": 1}"#;

    let mut short = Wire::connect(&server).await;
    short.send(head(body.len() + 10) + body).await;
    short.end().await;
    let rest = short.rest().await;
    assert!(rest.is_empty() || rest.starts_with("HTTP/1.1 400 "), "{rest}");

    let mut long = Wire::connect(&server).await;
    long.send(head(body.len()) + body + "garbage\r\n\r\n").await;
    assert_eq!(long.reply().await.status(), 200);
    assert!(long.rest().await.starts_with("HTTP/1.1 400 "));

    // A length that no memory holds is refused before a byte is read.
    let mut vast = Wire::connect(&server).await;
    vast.send(head(1 << 40)).await;
    assert_eq!(vast.reply().await.status(), 413);
}

/// The body of a GET is read only where that is said.
#[cepa::test]
async fn a_body_of_a_get() {
    #[get("/search")]
    async fn search(#[body(any_method)] query: Option<Json<Vec<u8>>>) -> String {
        format!("{:?}", query.map(|query| query.0))
    }
    let client = client(routes![search]);
    assert_eq!(client.get("/search").await.text(), "None");
    assert_eq!(client.get("/search").json(&[1, 2]).await.text(), "Some([1, 2])");
}

/// Types of other crates are members of a model, each by its feature.
#[cepa::test]
async fn types_of_other_crates() {
    use cepa::{jiff::Timestamp, rust_decimal::Decimal, uuid::Uuid};

    #[model]
    struct Payment {
        id: Uuid,
        at: Timestamp,
        amount: Decimal,
    }

    #[post("/payments")]
    #[json]
    async fn pay(#[body] payment: Payment) -> Payment {
        payment
    }

    let client = Client::new(App::new(routes![pay]));
    let sent = json!({ "id": "67e55044-10b1-426f-9247-bb680e5fe0c8", "at": "2026-01-31T12:00:00Z", "amount": "12.50" });
    assert_eq!(client.post("/payments").json(&sent).await.assert_status(200).json::<Value>(), sent);
    let answer = client.post("/payments").json(&json!({ "id": "x", "at": "y", "amount": "z" })).await;
    answer.assert_status(422);
    for pointer in ["#/id", "#/at", "#/amount"] {
        assert!(answer.text().contains(pointer), "{answer:?}");
    }
}

#[model]
struct Settings {
    #[serde(default)]
    dark: bool,
}

#[put("/settings")]
async fn settings(#[body] settings: Settings) -> String {
    settings.dark.to_string()
}

/// serde takes a list for a struct, its members in their order; an API that says "object" does not.
#[cepa::test]
async fn a_list_is_no_object() {
    let client = Client::new(App::new(routes![settings]));
    let put = |body: &'static str| client.put("/settings").body("application/json", body);
    assert_eq!(put("{}").await.text(), "false");
    for body in ["[]", " [true]", "[1]"] {
        let answer = put(body).await;
        assert_eq!(answer.status(), 422, "{body}");
        assert_eq!(cepa_tests::faults(&answer), ["body # type"], "{body}");
    }
}

#[model]
struct Comment {
    #[validate(length(min = 1))]
    text: String,
    parent: Option<Box<Self>>,
    #[validate(nested)]
    #[serde(default)]
    answers: Vec<Self>,
}

#[post("/comments")]
#[json]
async fn comment(#[body] comment: Comment) -> Comment {
    comment
}

/// A type may hold others of itself, and say `Self`: rules hold at every depth, and the document refers to itself.
#[cepa::test]
async fn a_model_inside_of_itself() {
    let client = client(routes![comment]);
    let leaf = |text| json!({ "text": text, "parent": null, "answers": [] });
    let whole = json!({ "text": "a", "parent": leaf("b"), "answers": [leaf("c")] });
    assert_eq!(client.post("/comments").json(&whole).await.json::<cepa::serde_json::Value>(), whole);
    let answer = client.post("/comments").json(&json!({ "text": "", "answers": [{ "text": "" }] })).await;
    assert_eq!(faults(&answer), ["body #/text length", "body #/answers/0/text length"]);
    const ROUTES: Routes = routes![comment];
    let document = App::new(ROUTES).document().unwrap().to_json();
    assert!(document.contains(r##""$ref":"#/components/schemas/Comment""##), "{document}");
}
