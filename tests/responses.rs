//! Answers: what a return value becomes, decorators, statuses, redirects, errors, and what is masked.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cepa::bytes::Bytes;
use cepa::http::{HeaderName, HeaderValue, StatusCode};
use cepa::prelude::*;
use cepa::response::{EncodeError, Format, TextValue, WithHeaders, Xml};
use cepa::serde_json::{Value, json};
use cepa::test::Client;
use cepa_tests::problem;

fn client(routes: Routes) -> Client {
    Client::new(App::new(routes))
}

const PLAIN: Option<&str> = Some("text/plain; charset=utf-8");
const OCTETS: Option<&str> = Some("application/octet-stream");

/// GETs `/` of the one route in `routes`: status, type and text.
async fn answered(routes: Routes) -> (u16, Option<String>, String) {
    let answer = client(routes).get("/").await;
    (answer.status().as_u16(), answer.header("content-type").map(str::to_owned), answer.text().to_owned())
}

/// A route whose function returns this, and what it becomes.
macro_rules! returned {
    ($(#[$decorator:meta])* $type:ty: $value:expr => $status:literal, $content_type:expr, $text:expr) => {{
        #[get("/")]
        $(#[$decorator])*
        async fn route() -> $type {
            $value
        }
        let content_type: Option<&str> = $content_type;
        assert_eq!(answered(routes![route]).await, ($status, content_type.map(str::to_owned), $text.to_owned()), stringify!($type));
    }};
}

/// Types that are an answer by themselves.
#[cepa::test]
async fn plain_values() {
    returned!((): () => 200, None, "");
    returned!(String: "OK".to_owned() => 200, PLAIN, "OK");
    returned!(&'static str: "OK" => 200, PLAIN, "OK");
    returned!(Cow<'static, str>: "OK".into() => 200, PLAIN, "OK");
    returned!(Bytes: Bytes::from_static(b"abc") => 200, OCTETS, "abc");
    returned!(Vec<u8>: b"abc".to_vec() => 200, OCTETS, "abc");
    returned!(Html<&'static str>: Html("<p>") => 200, Some("text/html; charset=utf-8"), "<p>");
    returned!(Text<String>: Text("t".into()) => 200, PLAIN, "t");
    returned!(Xml<&'static str>: Xml("<a/>") => 200, Some("application/xml; charset=utf-8"), "<a/>");
    returned!(Json<Vec<Option<u8>>>: Json(vec![Some(1), None]) => 200, Some("application/json"), "[1,null]");
    returned!(Option<String>: Some("x".into()) => 200, PLAIN, "x");
    returned!(StatusCode: StatusCode::ACCEPTED => 202, None, "");
    returned!(NoContent: NoContent => 204, None, "");
    returned!(Created<&'static str>: Created("x") => 201, PLAIN, "x");
    returned!(Accepted<&'static str>: Accepted("x") => 202, PLAIN, "x");
    returned!(WithStatus<&'static str>: WithStatus(StatusCode::PARTIAL_CONTENT, "x") => 206, PLAIN, "x");
    returned!(Response: Response::new("raw".into()) => 200, None, "raw");
    returned!(Result<String, Problem>: Ok("x".into()) => 200, PLAIN, "x");
}

/// The decorators, around values and wrappers.
#[cepa::test]
async fn decorated_values() {
    const JSON: Option<&str> = Some("application/json");
    returned!(#[json] Vec<u8>: vec![1, 2] => 200, JSON, "[1,2]");
    returned!(#[json] String: "x".into() => 200, JSON, "\"x\"");
    returned!(#[json] bool: true => 200, JSON, "true");
    returned!(#[json] f64: 0.5 => 200, JSON, "0.5");
    returned!(#[json] BTreeMap<&'static str, u8>: BTreeMap::from([("a", 1)]) => 200, JSON, "{\"a\":1}");
    returned!(#[json] Created<Vec<u8>>: Created(vec![1]) => 201, JSON, "[1]");
    returned!(#[json] Option<Vec<u8>>: Some(vec![1]) => 200, JSON, "[1]");
    returned!(#[json] Result<WithStatus<u8>, Problem>: Ok(WithStatus(StatusCode::ACCEPTED, 1)) => 202, JSON, "1");
    returned!(#[json] Vec<Option<u8>>: vec![Some(1), None] => 200, JSON, "[1,null]");
    returned!(#[json] (u8, Option<Vec<bool>>): (1, Some(vec![true])) => 200, JSON, "[1,[true]]");
    returned!(#[json] cepa::uuid::Uuid: cepa::uuid::Uuid::nil() => 200, JSON, "\"00000000-0000-0000-0000-000000000000\"");
    returned!(#[json] (): () => 200, None, "");
    returned!(#[json] Result<NoContent, Problem>: Ok(NoContent) => 204, None, "");
    returned!(#[html] String: "<p>".into() => 200, Some("text/html; charset=utf-8"), "<p>");
    returned!(#[text] &'static str: "t" => 200, PLAIN, "t");
    returned!(#[xml] String: "<a/>".into() => 200, Some("application/xml; charset=utf-8"), "<a/>");
    returned!(#[binary] Vec<u8>: b"abc".to_vec() => 200, OCTETS, "abc");
    returned!(#[binary] String: "abc".into() => 200, OCTETS, "abc");
}

/// A plain success gets the status that the attribute names; an own status and errors keep theirs.
#[cepa::test]
async fn the_status_of_a_success() {
    #[post("/a", status = 201)]
    async fn a() -> &'static str {
        "a"
    }
    // A status of its own, where the name does not tell.
    type Later = Accepted<&'static str>;
    #[post("/b", status = 201)]
    async fn b() -> Later {
        Accepted("b")
    }
    #[post("/c", status = 201)]
    #[json]
    async fn c() -> Result<u8, Problem> {
        Err(Problem::conflict())
    }
    #[post("/d", status = 204)]
    async fn d() {}
    let client = client(routes![a, b, c, d]);
    for (target, expected) in [("/a", 201), ("/b", 202), ("/c", 409), ("/d", 204)] {
        client.post(target).await.assert_status(expected);
    }
}

/// 404 for `None`, as a problem; 404 also inside a wrapper.
#[cepa::test]
async fn nothing_is_not_found() {
    #[get("/plain")]
    async fn plain() -> Option<String> {
        None
    }
    #[get("/json")]
    #[json]
    async fn json() -> Result<Option<u8>, Problem> {
        Ok(None)
    }
    #[get("/created")]
    #[json]
    async fn created() -> Created<Option<u8>> {
        Created(None)
    }
    let client = client(routes![plain, json, created]);
    for target in ["/plain", "/json", "/created"] {
        let answer = client.get(target).await;
        answer.assert_status(404);
        assert_eq!(problem(&answer)["title"], "Not Found");
    }
}

/// 201 with where it is.
#[cepa::test]
async fn created_has_a_location() {
    #[get("/items/{name}")]
    async fn item(name: &str) -> String {
        name.to_owned()
    }
    #[post("/items")]
    #[json]
    async fn add() -> Created<u8> {
        Created::at(item::url("a b"), 1)
    }
    #[post("/odd")]
    async fn odd() -> Created<&'static str> {
        Created::at("a\r\nx-injected: 1", "odd")
    }
    let client = client(routes![item, add, odd]);
    let answer = client.post("/items").await;
    answer.assert_status(201);
    assert_eq!((answer.header("location"), answer.text()), (Some("/items/a%20b"), "1"));
    assert_eq!(client.get(answer.header("location").expect("a location")).await.text(), "a b");
    // A location that would break the head is left out.
    let answer = client.post("/odd").await;
    answer.assert_status(201);
    assert_eq!((answer.header("location"), answer.header("x-injected")), (None, None));
}

/// The five redirects, relative ones as given.
#[cepa::test]
async fn redirects() {
    #[get("/{kind}")]
    async fn route(kind: &str) -> Option<Redirect> {
        Some(match kind {
            "301" => Redirect::moved_permanently("http://example.com"),
            "302" => Redirect::found("/new/address"),
            "303" => Redirect::see_other("/new/address"),
            "307" => Redirect::temporary("../x"),
            "308" => Redirect::permanent("/new/address?a=b"),
            "500" => Redirect::found("/a\r\nb: c"),
            _ => return None,
        })
    }
    #[get("/decorated/")]
    #[json]
    async fn decorated() -> Result<Redirect, Problem> {
        Ok(Redirect::see_other("/x"))
    }
    let client = client(routes![route, decorated]);
    let cases = [
        ("/301", 301, Some("http://example.com")),
        ("/302", 302, Some("/new/address")),
        ("/303", 303, Some("/new/address")),
        ("/307", 307, Some("../x")),
        ("/308", 308, Some("/new/address?a=b")),
        ("/500", 500, None),
        ("/decorated/", 303, Some("/x")),
    ];
    for (target, status, location) in cases {
        let answer = client.get(target).await;
        assert_eq!((answer.status().as_u16(), answer.header("location")), (status, location), "{target}");
    }
}

/// Headers beside a value, one name with two values; the same in a decorated answer.
#[cepa::test]
async fn headers_beside_a_value() {
    #[get("/")]
    #[json]
    async fn route() -> WithStatus<WithHeaders<u8>> {
        let name = || HeaderName::from_static("multi-value");
        let headers = WithHeaders::new(1)
            .header(name(), HeaderValue::from_static("a"))
            .header(name(), HeaderValue::from_static("b"));
        WithStatus(StatusCode::CREATED, headers)
    }
    let answer = client(routes![route]).get("/").await;
    answer.assert_status(201);
    assert_eq!(answer.headers().get_all("multi-value").iter().count(), 2);
    assert_eq!(answer.header("content-type"), Some("application/json"));
}

/// The handler's own type is kept, and stands once.
#[cepa::test]
async fn an_own_content_type_is_kept() {
    #[get("/plain")]
    async fn plain() -> WithHeaders<&'static str> {
        WithHeaders::new("a,b").header(cepa::http::header::CONTENT_TYPE, HeaderValue::from_static("text/csv"))
    }
    #[get("/decorated")]
    #[json]
    async fn decorated() -> Result<WithHeaders<Vec<u8>>, Problem> {
        let own = HeaderValue::from_static("application/vnd.x+json");
        Ok(WithHeaders::new(vec![1]).header(cepa::http::header::CONTENT_TYPE, own))
    }
    // Of a header that is set in the function the document knows nothing.
    let client = client(routes![plain, decorated]).unchecked();
    for (target, expected) in [("/plain", "text/csv"), ("/decorated", "application/vnd.x+json")] {
        let answer = client.get(target).await;
        let types: Vec<_> = answer.headers().get_all("content-type").iter().collect();
        assert_eq!(types, [expected], "{target}");
    }
}

/// A header of an error that would break the head is left out; the error is still told.
#[cepa::test]
async fn headers_of_errors_cannot_break_the_head() {
    #[derive(Debug, ApiError)]
    enum Odd {
        #[status(409)]
        #[header("X-Name", "{name}")]
        Taken { name: String },
    }
    #[get("/")]
    async fn route() -> Result<(), Odd> {
        Err(Odd::Taken { name: "a\r\nx-injected: 1".into() })
    }
    let answer = client(routes![route]).get("/").await;
    answer.assert_status(409);
    assert_eq!((answer.header("x-name"), answer.header("x-injected")), (None, None));
}

/// Statuses that have no body get none, and keep their headers.
#[cepa::test]
async fn statuses_without_a_body() {
    #[get("/{status}")]
    async fn route(status: u16) -> WithStatus<&'static str> {
        WithStatus(StatusCode::from_u16(status).unwrap_or_default(), "too much")
    }
    #[get("/304")]
    async fn not_modified() -> Response {
        let mut response = Response::new("too much".into());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().insert("etag", HeaderValue::from_static("\"a\""));
        response
    }
    let client = client(routes![route, not_modified]);
    for target in ["/204", "/205", "/304"] {
        assert_eq!(client.get(target).await.text(), "", "{target}");
    }
    assert_eq!(client.get("/304").await.header("etag"), Some("\"a\""));
}

/// A format of one's own, a template of one's own.
#[cepa::test]
async fn own_formats() {
    struct Csv;
    impl Format<Vec<[u32; 2]>> for Csv {
        const CONTENT_TYPE: &'static str = "text/csv; charset=utf-8";

        fn encode(rows: Vec<[u32; 2]>) -> Result<Body, EncodeError> {
            Ok(rows.iter().map(|[a, b]| format!("{a},{b}\r\n")).collect::<String>().into())
        }
    }
    struct Page(bool);
    impl TextValue for Page {
        fn into_text(self) -> Result<Cow<'static, str>, EncodeError> {
            if self.0 { Ok("<h1>".into()) } else { Err("the template has a hole: hunter2".into()) }
        }
    }
    impl cepa::response::Reply for Page {
        type Value = Self;

        fn into_reply(self) -> cepa::response::Outcome<Self> {
            cepa::response::Outcome::value(self)
        }
    }
    #[get("/csv")]
    #[respond(Csv)]
    async fn csv() -> Created<Vec<[u32; 2]>> {
        Created(vec![[1, 2], [3, 4]])
    }
    #[get("/page/{good}")]
    #[html]
    async fn page(good: bool) -> Page {
        Page(good)
    }
    let client = client(routes![csv, page]);
    let answer = client.get("/csv").await;
    assert_eq!((answer.status().as_u16(), answer.text()), (201, "1,2\r\n3,4\r\n"));
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    assert_eq!(client.get("/page/true").await.text(), "<h1>");
    let answer = client.get("/page/false").await;
    answer.assert_status(500);
    assert!(!answer.text().contains("hunter2"), "{answer:?}");
}

/// A value that JSON cannot hold is the server's mistake.
#[cepa::test]
async fn a_value_that_cannot_be_written() {
    #[get("/")]
    async fn route() -> Json<BTreeMap<Vec<u8>, u8>> {
        Json(BTreeMap::from([(vec![1], 1)]))
    }
    client(routes![route]).get("/").await.assert_status(500);
}

#[derive(Debug, ApiError)]
enum OrderError {
    /// No such shop.
    #[status(404)]
    NoShop,
    /// Not enough stock.
    #[status(409)]
    #[kind("https://example.com/out-of-stock")]
    OutOfStock { sku: String, left: u32 },
    #[status(429)]
    #[detail("try again in {seconds} seconds")]
    #[header("Retry-After", "{seconds}")]
    TooMany {
        #[problem(skip)]
        seconds: u32,
    },
    /// Custom codes are fine.
    #[status(603)]
    Odd,
    /// The database said hunter2.
    #[status(500)]
    Storage(#[from] std::io::Error),
    #[transparent]
    Inner(InnerError),
}

#[derive(Debug, ApiError)]
enum InnerError {
    /// Pay first.
    #[status(402)]
    Pay,
}

#[get("/orders/{kind}")]
#[json]
async fn order(kind: &str) -> Result<u8, OrderError> {
    match kind {
        "shop" => Err(OrderError::NoShop),
        "stock" => Err(OrderError::OutOfStock { sku: "tea".into(), left: 2 }),
        "many" => Err(OrderError::TooMany { seconds: 30 }),
        "odd" => Err(OrderError::Odd),
        "storage" => Ok(std::fs::read("/nowhere/hunter2").map(|_| 1)?),
        "inner" => Err(OrderError::Inner(InnerError::Pay)),
        _ => Ok(1),
    }
}

/// One enum: status, type, detail, members and headers of each variant.
#[cepa::test]
async fn errors_of_ones_own() {
    let client = client(routes![order]);
    let blank = "about:blank";
    let cases = [
        ("shop", json!({ "type": blank, "title": "Not Found", "status": 404, "detail": "No such shop." })),
        (
            "stock",
            json!({ "type": "https://example.com/out-of-stock", "title": "Conflict", "status": 409,
                "detail": "Not enough stock.", "sku": "tea", "left": 2 }),
        ),
        (
            "many",
            json!({ "type": blank, "title": "Too Many Requests", "status": 429, "detail": "try again in 30 seconds" }),
        ),
        ("inner", json!({ "type": blank, "title": "Payment Required", "status": 402, "detail": "Pay first." })),
        // Of a 5xx no more than that.
        ("storage", json!({ "type": blank, "title": "Internal Server Error", "status": 500 })),
    ];
    for (kind, expected) in cases {
        let answer = client.get(&format!("/orders/{kind}")).await;
        assert_eq!(answer.status().as_u16(), expected["status"]);
        assert_eq!(problem(&answer), expected);
    }
    assert_eq!(client.get("/orders/many").await.header("retry-after"), Some("30"));
    client.get("/orders/odd").await.assert_status(603);
    assert_eq!(client.get("/orders/fine").await.text(), "1");
    assert_eq!(order("fine").await.ok(), Some(1));
}

/// Any error at all by `?`: the client learns nothing.
#[cepa::test]
async fn any_error_is_masked() {
    #[get("/")]
    async fn route() -> cepa::Result<String> {
        Ok(std::fs::read_to_string("/nowhere/hunter2")?)
    }
    #[get("/said")]
    #[json]
    async fn said() -> Result<u8, cepa::Error> {
        Err(cepa::Error::new("hunter2"))
    }
    #[get("/problem")]
    async fn own_500() -> Result<(), Problem> {
        Err(Problem::internal("hunter2").detail("hunter2").extension("secret", "hunter2").title("hunter2"))
    }
    let client = client(routes![route, said, own_500]);
    for target in ["/", "/said", "/problem"] {
        let answer = client.get(target).await;
        answer.assert_status(500);
        assert!(!answer.text().contains("hunter2"), "{answer:?}");
        assert_eq!(problem(&answer)["title"], "Internal Server Error");
    }
}

/// A problem on the spot: its members, its headers, its text; a bare status too.
#[cepa::test]
async fn problems_on_the_spot() {
    #[get("/bad")]
    async fn bad() -> Result<(), Problem> {
        Err(Problem::bad_request()
            .title("My Bad")
            .detail("again")
            .instance("/bad/1")
            .extension("left", 2)
            .extension("status", 200))
    }
    #[get("/status")]
    async fn status() -> Result<(), StatusCode> {
        Err(StatusCode::GONE)
    }
    #[get("/bare")]
    async fn bare() -> StatusCode {
        StatusCode::FORBIDDEN
    }
    let client = client(routes![bad, status, bare]);
    assert_eq!(
        problem(&client.get("/bad").await),
        json!({ "type": "about:blank", "title": "My Bad", "status": 400, "detail": "again", "instance": "/bad/1", "left": 2 })
    );
    for (target, status) in [("/status", 410), ("/bare", 403)] {
        let answer = client.get(target).await;
        answer.assert_status(status);
        assert_eq!(problem(&answer)["status"], status);
    }
}

/// Models as answers: what is for reading alone is not written.
#[cepa::test]
async fn models_as_answers() {
    #[model(output)]
    #[serde(rename_all = "camelCase")]
    struct Shown {
        full_name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        nick_name: Option<String>,
    }
    #[get("/one")]
    #[json]
    async fn one() -> Shown {
        Shown { full_name: "Ada".into(), nick_name: None }
    }
    #[get("/list")]
    #[json]
    async fn list() -> Vec<Shown> {
        vec![Shown { full_name: "Ada".into(), nick_name: Some("a".into()) }]
    }
    let client = client(routes![one, list]);
    assert_eq!(client.get("/one").await.json::<Value>(), json!({ "fullName": "Ada" }));
    assert_eq!(client.get("/list").await.json::<Value>(), json!([{ "fullName": "Ada", "nickName": "a" }]));
}

/// What is not `Send`: a function that waits for nothing may answer with it.
struct Local(std::rc::Rc<str>);

impl IntoResponse for Local {
    fn into_response(self) -> Response {
        self.0.to_string().into_response()
    }
}

#[get("/local")]
fn local() -> Local {
    Local("here".into())
}

#[cepa::test]
async fn an_answer_that_stays_in_its_thread() {
    const ROUTES: Routes = routes![local];
    assert_eq!(cepa::test::Client::new(App::new(ROUTES)).get("/local").await.text(), "here");
}
