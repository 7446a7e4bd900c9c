//! Rules: which there are, where they stand, what a breach is told as.

use cepa::prelude::*;
use cepa::serde_json::json;
use cepa::test::Client;
use cepa::validate::RuleFault;
use cepa_tests::{faults, problem};

/// Bounds of numbers, in the query and in the body; what is no number at all; null.
#[cepa::test]
async fn ranges() {
    #[model(input)]
    struct Form {
        #[validate(range(min = 10))]
        least: Option<u8>,
        #[validate(range(max = 10))]
        most: Option<u8>,
        #[validate(range(exclusive_min = 0.0, exclusive_max = 1.0))]
        share: Option<f64>,
    }
    #[post("/")]
    async fn route(#[query(range(min = 0, max = 10))] q: Option<i32>, #[body] form: Form) -> String {
        format!("{q:?} {:?} {:?} {:?}", form.least, form.most, form.share)
    }
    let client = Client::new(App::new(routes![route]));
    let cases = [
        (json!({ "least": 11, "most": 9, "share": 0.5 }), 200),
        (json!({ "least": 10, "most": 10 }), 200),
        (json!({ "least": null, "most": null }), 200),
        (json!({ "least": 9 }), 422),
        (json!({ "most": 11 }), 422),
        (json!({ "most": "text" }), 422),
        (json!({ "share": 0.0 }), 422),
        (json!({ "share": 1 }), 422),
    ];
    for (body, expected) in cases {
        assert_eq!(client.post("/").json(&body).await.status(), expected, "{body}");
    }
    assert_eq!(faults(&client.post("/?q=-1").json(&json!({})).await), ["query #/q range"]);
}

/// Every rule of text, one good value and one bad.
#[cepa::test]
async fn rules_of_text() {
    #[model(input)]
    #[derive(Default)]
    #[serde(default)]
    #[allow(dead_code, reason = "only parsed")]
    struct Texts {
        #[validate(email)]
        email: Option<String>,
        #[validate(url)]
        url: Option<String>,
        #[validate(ip)]
        ip: Option<String>,
        #[validate(length(min = 3, max = 4))]
        length: Option<String>,
        #[validate(pattern = r"^\d{3}$")]
        pattern: Option<String>,
        #[validate(contains(pattern = "@"))]
        contains: Option<String>,
        #[validate(does_not_contain(pattern = "@"))]
        does_not_contain: Option<String>,
        #[validate(non_control_character)]
        non_control_character: Option<String>,
        #[validate(credit_card)]
        credit_card: Option<String>,
    }
    #[post("/")]
    async fn route(#[body] _texts: Texts) {}
    let client = Client::new(App::new(routes![route]));
    let cases = [
        ("email", "a@b.example", "nobody", "email"),
        ("url", "https://a.example/", "not a url", "url"),
        ("ip", "::1", "1.2.3", "ip"),
        ("length", "äöü", "zq", "length"),
        ("length", "abcd", "abbcde", "length"),
        ("pattern", "123", "1234", "regex"),
        ("contains", "a@b", "zq", "contains"),
        ("does_not_contain", "ab", "a@b", "does_not_contain"),
        ("non_control_character", "ab", "a\nb", "non_control_character"),
        ("credit_card", "4111111111111111", "4111111111111112", "credit_card"),
    ];
    for (field, good, bad, code) in cases {
        client.post("/").json(&json!({ field: good })).await.assert_status(200);
        let answer = client.post("/").json(&json!({ field: bad })).await;
        assert_eq!(faults(&answer), [format!("body #/{field} {code}")]);
        assert!(!answer.text().contains(bad), "{answer:?}");
        client.post("/").json(&json!({ field: null })).await.assert_status(200);
    }
}

/// Required by type; required though an `Option`; null where null is wrong.
#[cepa::test]
async fn presence() {
    #[model(input)]
    #[allow(dead_code, reason = "only parsed")]
    struct Form {
        always: String,
        #[validate(required)]
        not_none: Option<String>,
    }
    #[post("/")]
    async fn route(#[body] _form: Form) {}
    let client = Client::new(App::new(routes![route]));
    client.post("/").json(&json!({ "always": "a", "not_none": "b" })).await.assert_status(200);
    let answer = client.post("/").json(&json!({ "not_none": null })).await;
    let mut told = faults(&answer);
    told.sort();
    assert_eq!(told, ["body #/always required", "body #/not_none required"]);
    assert_eq!(
        faults(&client.post("/").json(&json!({ "always": null, "not_none": "b" })).await),
        ["body #/always type"]
    );
}

/// All rules of a value are told together; each may name its status.
#[cepa::test]
async fn several_rules_of_one_value() {
    #[model(input)]
    #[allow(dead_code, reason = "only parsed")]
    struct Form {
        #[validate(
            length(min = 4, status = 600),
            contains(pattern = "@", status = 601),
            regex(pattern = "^[a-z@]+$", status = 602, message = "letters only", code = "letters")
        )]
        text: String,
    }
    #[post("/")]
    async fn route(#[body] _form: Form) {}
    let client = Client::new(App::new(routes![route]));
    let answer = client.post("/").json(&json!({ "text": "1" })).await;
    answer.assert_status(600);
    assert_eq!(faults(&answer), ["body #/text length", "body #/text contains", "body #/text letters"]);
    assert_eq!(problem(&answer)["errors"][2]["detail"], "letters only");
    client.post("/").json(&json!({ "text": "abcde" })).await.assert_status(601);
    client.post("/").json(&json!({ "text": "abc@1" })).await.assert_status(602);
    client.post("/").json(&json!({ "text": "abc@" })).await.assert_status(200);
}

/// A rule of one's own: text, or a fault with code, parameters and status; across fields; on the type.
fn even(number: &u8) -> Result<(), &'static str> {
    if number.is_multiple_of(2) { Ok(()) } else { Err("must be even") }
}

fn free(name: &str) -> Result<(), RuleFault> {
    if name == "root" { Err(RuleFault::new("is taken").code("taken").param("by", 1).status(409)) } else { Ok(()) }
}

fn in_order(span: &Span) -> Result<(), &'static str> {
    if span.from <= span.to { Ok(()) } else { Err("`from` must not be after `to`") }
}

#[model(input)]
#[validate(custom(function = in_order))]
struct Span {
    from: u8,
    to: u8,
}

#[model(input)]
#[allow(dead_code, reason = "only parsed")]
struct Account {
    #[validate(custom(function = free))]
    name: String,
    #[validate(length(min = 8))]
    password: String,
    #[validate(must_match(other = password))]
    again: String,
    #[validate(custom(function = even))]
    lucky: u8,
    #[validate(nested)]
    span: Option<Span>,
}

#[cepa::test]
async fn rules_of_ones_own() {
    #[post("/")]
    async fn route(#[body] _account: Account) {}
    // Of a status that a function of one's own gives its fault the document knows nothing.
    let client = Client::new(App::new(routes![route])).unchecked();
    let good = json!({ "name": "ada", "password": "hunter2hunter2", "again": "hunter2hunter2", "lucky": 2, "span": { "from": 1, "to": 2 } });
    client.post("/").json(&good).await.assert_status(200);
    let bad = json!({ "name": "root", "password": "hunter2", "again": "hunter3", "lucky": 3, "span": { "from": 2, "to": 1 } });
    let answer = client.post("/").json(&bad).await;
    answer.assert_status(409);
    let mut told = faults(&answer);
    told.sort();
    assert_eq!(
        told,
        [
            "body #/again must_match",
            "body #/lucky custom",
            "body #/name taken",
            "body #/password length",
            "body #/span custom",
        ]
    );
    assert!(!answer.text().contains("hunter"), "{answer:?}");
}

/// Rules are those of the elements too, whether `nested` says so or not; a list has its own beside.
#[cepa::test]
async fn rules_of_elements() {
    #[model(input)]
    #[allow(dead_code, reason = "only parsed")]
    struct Inner {
        #[validate(range(min = 1))]
        n: u8,
    }
    #[model(input)]
    #[allow(dead_code, reason = "only parsed")]
    struct Outer {
        #[validate(length(max = 2), nested)]
        list: Vec<Inner>,
        #[serde(default)]
        #[validate(nested)]
        map: std::collections::BTreeMap<String, Inner>,
        #[serde(default)]
        plain: Vec<Inner>,
    }
    #[post("/")]
    async fn route(#[body] _outer: Outer) {}
    #[post("/list")]
    async fn list(#[body] _list: Vec<Inner>) {}
    let client = Client::new(App::new(routes![route, list]));
    let body =
        json!({ "list": [{ "n": 1 }, { "n": 0 }, { "n": 0 }], "map": { "a/b": { "n": 0 } }, "plain": [{ "n": 0 }] });
    let mut told = faults(&client.post("/").json(&body).await);
    told.sort();
    assert_eq!(
        told,
        [
            "body #/list length",
            "body #/list/1/n range",
            "body #/list/2/n range",
            "body #/map/a~1b/n range",
            "body #/plain/0/n range",
        ]
    );
    assert_eq!(faults(&client.post("/list").json(&json!([{ "n": 1 }, { "n": 0 }])).await), ["body #/1/n range"]);
}

/// `skip` is the only way around a model's rules; its types still hold.
#[cepa::test]
async fn rules_may_be_skipped() {
    #[model(input)]
    struct Form {
        #[validate(range(min = 10))]
        n: u8,
    }
    #[post("/checked")]
    async fn checked(#[body] form: Form) -> String {
        form.n.to_string()
    }
    #[post("/unchecked")]
    async fn unchecked(
        #[body]
        #[validate(skip)]
        form: Form,
    ) -> String {
        form.n.to_string()
    }
    #[post("/demanded")]
    #[validate]
    async fn demanded(
        #[body]
        #[validate]
        form: Form,
    ) -> String {
        form.n.to_string()
    }
    let client = Client::new(App::new(routes![checked, unchecked, demanded]));
    client.post("/checked").json(&json!({ "n": 1 })).await.assert_status(422);
    client.post("/demanded").json(&json!({ "n": 1 })).await.assert_status(422);
    assert_eq!(client.post("/unchecked").json(&json!({ "n": 1 })).await.text(), "1");
    client.post("/unchecked").json(&json!({ "n": "x" })).await.assert_status(422);
}

/// Rules run without a request too.
#[cepa::test]
async fn rules_by_themselves() {
    use cepa::model::Check;
    use cepa::problem::{Faults, Location, Place};

    let mut faults = Faults::new();
    Span { from: 1, to: 2 }.check(&Location::root(Place::Body), &mut faults);
    assert!(faults.is_empty());
    Span { from: 2, to: 1 }.check(&Location::root(Place::Body).key("span"), &mut faults);
    let told: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(told, ["#/span"]);
}

/// Members nobody knows are left, or refused where the type says so.
#[cepa::test]
async fn unknown_members() {
    #[model(input)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only parsed")]
    struct Closed {
        a: Option<u8>,
        b: Option<u8>,
    }
    #[post("/")]
    async fn route(#[body] _closed: Closed) {}
    let client = Client::new(App::new(routes![route]));
    client.post("/").json(&json!({ "a": 1 })).await.assert_status(200);
    assert_eq!(
        faults(&client.post("/").json(&json!({ "c": 2, "a": 1, "d": 3 })).await),
        ["body #/c unknown", "body #/d unknown"]
    );
}

/// A type whose rules are the validator crate's, asked for at the argument; the rejected value stays inside.
#[cepa::test]
async fn types_of_the_validator_crate() {
    #[derive(serde::Deserialize)]
    struct Foreign {
        password: String,
    }
    impl cepa::validator::Validate for Foreign {
        fn validate(&self) -> Result<(), cepa::validator::ValidationErrors> {
            let mut errors = cepa::validator::ValidationErrors::new();
            if self.password.len() < 8 {
                let mut error = cepa::validator::ValidationError::new("length");
                error.add_param("value".into(), &self.password);
                error.add_param("min".into(), &8);
                errors.add("password", error);
            }
            if errors.is_empty() { Ok(()) } else { Err(errors) }
        }
    }
    #[post("/")]
    async fn route(
        #[body]
        #[validate]
        login: Json<Foreign>,
    ) -> String {
        login.0.password.len().to_string()
    }
    let client = Client::new(App::new(routes![route]));
    assert_eq!(client.post("/").json(&json!({ "password": "long enough" })).await.text(), "11");
    let answer = client.post("/").json(&json!({ "password": "hunter2" })).await;
    assert_eq!(faults(&answer), ["body #/password length"]);
    assert_eq!(problem(&answer)["errors"][0]["params"], json!({ "min": 8 }));
    assert!(!answer.text().contains("hunter2"), "{answer:?}");
}
