//! Contract tests: every answer is held against the document, and made-up requests find where the two part.

use std::collections::{BTreeMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Mutex;

use cepa::extract::{FromParam, ParamError};
use cepa::http::StatusCode;
use cepa::openapi::Parameter;
use cepa::prelude::*;
use cepa::response::WithStatus;
use cepa::serde_json::Value;
use cepa::test::{Client, Fuzz, fuzz_contract};

/// What a future panicked with; `None` where it did not.
async fn panic_of(future: impl Future<Output = ()>) -> Option<String> {
    let mut future = std::pin::pin!(future);
    let caught =
        std::future::poll_fn(|cx| match std::panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(poll) => poll.map(|()| None),
            Err(payload) => std::task::Poll::Ready(Some(payload)),
        });
    caught.await.map(|payload| *payload.downcast::<String>().expect("a panic with a text"))
}

mod conformance {
    use super::*;

    async fn breach(routes: Routes, target: &str) -> Option<String> {
        let client = Client::new(App::new(routes));
        panic_of(async { drop(client.get(target).await) }).await
    }

    #[model(output)]
    struct Order {
        #[schemars(range(max = 9))]
        qty: u8,
    }

    /// A status that only a hand-made response has.
    #[cepa::test]
    async fn an_undescribed_status_fails_the_test() {
        struct Liar;
        impl IntoResponse for Liar {
            fn into_response(self) -> Response {
                StatusCode::CONFLICT.into_response()
            }
            fn describe(answers: &mut cepa::openapi::Answers<'_>) {
                answers.empty(204);
            }
        }
        #[get("/")]
        async fn route() -> Liar {
            Liar
        }
        let text = breach(routes![route], "/").await.expect("a breach");
        for part in
            ["GET / (`contracts_conformance_route`)", "409 Conflict", "204, 405", "#[status(409)]", "unchecked()"]
        {
            assert!(text.contains(part), "{part}: {text}");
        }
        Client::new(App::new(routes![route])).unchecked().get("/").await.assert_status(409);
    }

    #[cepa::test]
    async fn a_body_that_does_not_fit_fails_the_test() {
        #[get("/{qty}")]
        #[json]
        async fn route(qty: u8) -> Order {
            Order { qty }
        }
        assert_eq!(breach(routes![route], "/9").await, None);
        let text = breach(routes![route], "/10").await.expect("a breach");
        assert!(text.contains("in the body of a 200 OK, /qty must be at most 9 (`maximum`)"), "{text}");
    }

    #[cepa::test]
    async fn another_media_type_and_a_missing_header_fail_the_test() {
        struct Page;
        impl IntoResponse for Page {
            fn into_response(self) -> Response {
                "text".into_response()
            }
            fn describe(answers: &mut cepa::openapi::Answers<'_>) {
                answers.media(200, "text/html");
            }
        }
        struct Tagged;
        impl IntoResponse for Tagged {
            fn into_response(self) -> Response {
                "text".into_response()
            }
            fn describe(answers: &mut cepa::openapi::Answers<'_>) {
                answers.with_header("ETag", "Its version.", true, |answers| answers.media(200, "text/plain"));
            }
        }
        #[get("/page")]
        async fn page() -> Page {
            Page
        }
        #[get("/tagged")]
        async fn tagged() -> Tagged {
            Tagged
        }
        let text = breach(routes![page], "/page").await.expect("a breach");
        assert!(text.contains("must be text/html, and it is text/plain"), "{text}");
        let text = breach(routes![tagged], "/tagged").await.expect("a breach");
        assert!(text.contains("the header `ETag` is missing"), "{text}");
    }

    /// What no route answers, and what the document does not speak of, is let through.
    #[cepa::test]
    async fn what_is_not_described_is_not_checked() {
        #[get("/any")]
        async fn any() -> Response {
            (StatusCode::IM_A_TEAPOT).into_response()
        }
        #[get("/status")]
        #[json]
        async fn status() -> Result<WithStatus<Order>, Problem> {
            Err(Problem::conflict())
        }
        #[get("/panic")]
        async fn panic() {
            panic!("on purpose")
        }
        let client = Client::new(App::new(routes![any, status, panic]));
        client.get("/any").await.assert_status(418);
        client.get("/status").await.assert_status(409);
        client.get("/panic").await.assert_status(500);
        client.get("/nowhere").await.assert_status(404);
        client.post("/any").await.assert_status(405);
        client.request("OPTIONS", "/any").await.assert_status(204);
        client.head("/any").await.assert_status(418);
    }
}

/// Three faults, each in a route of its own.
mod planted {
    use super::*;

    /// Fails at one bound of what it allows.
    #[get("/share")]
    #[json]
    async fn share(#[query(range(min = 1, max = 1000))] value: u32) -> u32 {
        100 / (1000 - value)
    }

    #[model(input)]
    struct NewUser {
        #[validate(length(min = 1, max = 20))]
        name: String,
        age: Option<u8>,
    }

    #[derive(ApiError)]
    enum NoUser {
        /// There is no such user.
        #[status(404)]
        #[allow(dead_code, reason = "what it lacks is the point")]
        Unknown,
    }

    static NAMES: Mutex<Option<HashSet<String>>> = Mutex::new(None);

    /// Answers what it does not say where a name is taken.
    struct Taken;

    impl ApiError for Taken {
        const RESPONSES: &'static [cepa::problem::ErrorResponse] = NoUser::RESPONSES;
        fn into_problem(self) -> Problem {
            Problem::conflict().detail("the name is taken")
        }
    }

    #[post("/users")]
    async fn add_user(#[body] user: NewUser) -> Result<NoContent, Taken> {
        let _ = user.age;
        let mut names = NAMES.lock().unwrap();
        if names.get_or_insert_default().insert(user.name) { Ok(NoContent) } else { Err(Taken) }
    }

    /// It says that it takes any three letters, and takes capital ones alone.
    struct Airport;

    impl FromParam<'_> for Airport {
        fn from_param(text: &str) -> Result<Self, ParamError> {
            if text.bytes().all(|byte| byte.is_ascii_uppercase()) {
                Ok(Self)
            } else {
                Err(ParamError::expected("a code"))
            }
        }

        fn describe(parameter: &mut Parameter<'_>) {
            parameter.keyword("pattern", "^[A-Za-z]{3}$");
        }
    }

    #[get("/airports/{code}")]
    async fn airport(code: Airport) -> String {
        let Airport = code;
        String::new()
    }

    const ROUTES: Routes = routes![share, add_user, airport];

    fn fuzz(seed: u64) -> Fuzz {
        Fuzz::new(App::new(ROUTES)).seed(seed)
    }

    /// Whatever the seed, within the requests of a run without settings; each is told once.
    #[cepa::test]
    async fn all_are_found_for_every_seed() {
        for seed in 0..25 {
            *NAMES.lock().unwrap() = None;
            let report = panic_of(fuzz(seed).run()).await.expect("a report");
            assert!(report.starts_with("the application breaks its contract in 3 ways"), "{report}");
            assert!(report.contains("GET /share (`contracts_planted_share`): it failed with 500"), "{report}");
            assert!(report.contains("GET /share?value=1000\n"), "{report}");
            assert!(
                report.contains("POST /users (`contracts_planted_add_user`): the status 409 Conflict is not in"),
                "{report}"
            );
            assert!(report.contains("(`contracts_planted_airport`): it refused with 404"), "{report}");
        }
    }

    /// The request is as simple as one gets that fails.
    #[cepa::test]
    async fn failures_are_made_simple_and_replayed_by_a_line() {
        let report = panic_of(fuzz(3).skip("contracts_planted_add_user").run()).await.expect("a report");
        let lines: Vec<&str> =
            report.lines().filter_map(|line| line.split_once("CEPA_FUZZ_REPLAY='")).map(|(_, line)| line).collect();
        let [airport, share] = lines[..] else { panic!("{report}") };
        let test = "' cargo test contracts::planted::failures_are_made_simple_and_replayed_by_a_line";
        assert_eq!(share.strip_suffix(test), Some(r#"["GET","/share?value=1000",{},"","valid"]"#));
        assert!(airport.starts_with(r#"["GET","/airports/"#), "{airport}");
    }

    /// By the environment, as the line says: the one request is sent, and its failure told.
    #[cepa::test]
    async fn the_environment_replays_one_request() {
        if std::env::var_os("CEPA_FUZZ_REPLAY").is_some() {
            return fuzz(0).run().await;
        }
        let itself = |line: &str| {
            let name = std::thread::current().name().expect("a test").to_owned();
            let mut command = std::process::Command::new(std::env::current_exe().expect("this program"));
            let output = command
                .args(["--exact", &name, "--nocapture"])
                .env("CEPA_FUZZ_REPLAY", line)
                .output()
                .expect("an output");
            let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            (output.status.success(), text)
        };
        let (passed, text) = itself(r#"["GET","/share?value=1000",{},"","valid"]"#);
        assert!(!passed && text.contains("the application breaks its contract\n"), "{text}");
        let (passed, text) = itself(r#"["GET","/share?value=999",{},"","valid"]"#);
        assert!(passed && text.contains("200 OK"), "{text}");
        // The line of another test, in the same environment.
        let (passed, text) = itself(r#"["GET","/elsewhere",{},"","valid"]"#);
        assert!(passed && text.contains("note: no operation takes GET /elsewhere"), "{text}");
    }

    #[cepa::test]
    async fn the_same_seed_makes_the_same_report() {
        let mut reports = HashSet::new();
        for _ in 0..2 {
            *NAMES.lock().unwrap() = None;
            let report = panic_of(fuzz(11).run()).await.expect("a report");
            // Each request has a number of its own.
            let lines = report.lines().filter(|line| !line.contains("request_id"));
            reports.insert(lines.map(str::to_owned).collect::<Vec<_>>());
        }
        assert_eq!(reports.len(), 1);
    }

    #[cepa::test]
    async fn an_operation_to_skip_must_be_there() {
        let text = panic_of(fuzz(0).skip("contracts_planted_shaer").run()).await.expect("a panic");
        assert!(text.contains("there is no operation `contracts_planted_shaer`"), "{text}");
    }
}

/// More that may be wrong, one at a time.
mod found {
    use super::*;

    async fn report(routes: Routes) -> String {
        panic_of(fuzz_contract(App::new(routes))).await.unwrap_or_else(|| panic!("nothing was found"))
    }

    #[cepa::test]
    async fn what_is_forbidden_and_accepted() {
        struct Even(u32);
        impl FromParam<'_> for Even {
            fn from_param(text: &str) -> Result<Self, ParamError> {
                cepa::extract::from_str(text, "a number").map(Self)
            }
            fn describe(parameter: &mut Parameter<'_>) {
                parameter.schema_of::<u32>();
                parameter.keyword("multipleOf", 2);
            }
        }
        #[get("/{n}")]
        #[json]
        async fn route(n: Even) -> u32 {
            n.0
        }
        let report = report(routes![route]).await;
        assert!(report.contains("it accepted with 200 OK what its document forbids: `n` in the path"), "{report}");
        assert!(report.contains("a multiple of 2 (`multipleOf`)"), "{report}");
    }

    /// Then nothing is known of it; that is no success.
    #[cepa::test]
    async fn what_nothing_could_be_sent_to() {
        struct Never;
        impl FromParam<'_> for Never {
            fn from_param(_: &str) -> Result<Self, ParamError> {
                Err(ParamError::expected("nothing"))
            }
            fn describe(parameter: &mut Parameter<'_>) {
                parameter.keyword("not", cepa::serde_json::json!({}));
            }
        }
        #[get("/{n}")]
        async fn route(n: Never) -> NoContent {
            let Never = n;
            NoContent
        }
        #[get("/")]
        async fn index() -> NoContent {
            NoContent
        }
        let report = report(routes![route, index]).await;
        assert!(report.contains("(`contracts_found_route`): no request could be made"), "{report}");
        assert!(!report.contains("replay"), "{report}");
        let fuzz = Fuzz::new(App::new(routes![route, index]));
        assert_eq!(panic_of(fuzz.skip("contracts_found_route").run()).await, None);
    }

    /// Bounds that no number of 128 bits reaches.
    #[cepa::test]
    async fn bounds_beyond_all_numbers() {
        struct Vast;
        impl FromParam<'_> for Vast {
            fn from_param(_: &str) -> Result<Self, ParamError> {
                Ok(Self)
            }
            fn describe(parameter: &mut Parameter<'_>) {
                parameter.keyword("type", "integer");
                for keyword in ["minimum", "exclusiveMinimum"] {
                    parameter.keyword(keyword, -1e300);
                }
                for keyword in ["maximum", "exclusiveMaximum"] {
                    parameter.keyword(keyword, 1e300);
                }
            }
        }
        struct Nowhere;
        impl FromParam<'_> for Nowhere {
            fn from_param(_: &str) -> Result<Self, ParamError> {
                Err(ParamError::expected("more"))
            }
            fn describe(parameter: &mut Parameter<'_>) {
                parameter.keyword("type", "integer");
                parameter.keyword("exclusiveMinimum", 1e300);
                parameter.keyword("exclusiveMaximum", -1e300);
            }
        }
        #[get("/")]
        async fn route(#[query] vast: Option<Vast>, #[query] nowhere: Option<Nowhere>) -> NoContent {
            let (_, _) = (vast.map(|Vast| ()), nowhere.map(|Nowhere| ()));
            NoContent
        }
        let text = panic_of(fuzz_contract(App::new(routes![route]))).await.unwrap_or_default();
        assert!(!text.contains("overflow"), "{text}");
    }

    /// Deep inside a body, and only together with another member.
    #[cepa::test]
    async fn a_panic_inside_a_body() {
        #[model(input)]
        struct Basket {
            #[validate(length(min = 1, max = 4), nested)]
            items: Vec<Item>,
            note: Option<String>,
        }
        #[model(input)]
        struct Item {
            #[validate(range(max = 50))]
            qty: u8,
        }
        #[post("/")]
        async fn route(#[body] basket: Basket) -> NoContent {
            assert!(basket.note.is_none() || basket.items[0].qty < 50, "on purpose");
            NoContent
        }
        let report = report(routes![route]).await;
        assert!(report.contains(r#"{"items":[{"qty":50}],"note":""}"#), "{report}");
        assert!(report.contains("panic in /: on purpose"), "{report}");
    }

    #[cepa::test]
    async fn a_header_a_cookie_and_a_list() {
        #[get("/")]
        async fn route(#[header] x_depth: u8, #[cookie] theme: Option<Theme>, #[query] id: Vec<i16>) -> NoContent {
            assert!(x_depth != 255 || theme.is_none(), "on purpose");
            assert!(!id.contains(&i16::MIN), "on purpose");
            NoContent
        }
        #[model]
        enum Theme {
            Light,
            Dark,
        }
        let report = report(routes![route]).await;
        assert!(report.contains("it failed with 500"), "{report}");
    }

    /// An id that was made is what later requests ask for.
    #[cepa::test]
    async fn what_answers_gave_leads_on() {
        #[model(output)]
        struct Made {
            id: String,
        }
        #[post("/things")]
        #[json]
        async fn make() -> Created<Made> {
            Created(Made { id: "k3-9f".to_owned() })
        }
        #[get("/things/{id}")]
        async fn show(id: &str) -> NoContent {
            assert_ne!(id, "k3-9f", "on purpose");
            NoContent
        }
        let report = report(routes![make, show]).await;
        assert!(report.contains("GET /things/k3-9f\n"), "{report}");
    }

    /// A mapper hides the faults of a request; they are known all the same.
    #[cepa::test]
    async fn a_refusal_behind_a_mapper() {
        fn plain(problem: &Problem) -> String {
            problem.message().to_owned()
        }
        struct Short;
        impl FromParam<'_> for Short {
            fn from_param(text: &str) -> Result<Self, ParamError> {
                if text.len() < 5 { Ok(Self) } else { Err(ParamError::expected("short")) }
            }
        }
        #[get("/")]
        async fn route(#[query] text: Short) -> NoContent {
            let Short = text;
            NoContent
        }
        let app = App::new(routes![route]).problems(plain);
        let report = panic_of(fuzz_contract(app)).await.expect("a report");
        assert!(report.contains("it refused with 422"), "{report}");
        assert!(report.contains("GET /?text=xxxxx\n"), "{report}");
    }
}

/// Answers without an end, and very long ones.
mod endless {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::time::Duration;

    use axum::body::HttpBody;
    use cepa::Body;
    use cepa::bytes::Bytes;
    use http_body_util::{Full, combinators};

    use super::*;

    /// It always has more at hand.
    struct Flood;

    impl HttpBody for Flood {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(
            self: Pin<&mut Self>,
            cx: &mut Context<'_>,
        ) -> Poll<<combinators::Frame<'static, Full<Bytes>> as Future>::Output> {
            Pin::new(&mut Full::new(Bytes::from_static(b"."))).poll_frame(cx)
        }
    }

    #[get("/silent")]
    async fn silent() -> String {
        std::future::pending().await
    }

    #[get("/flood")]
    async fn flood() -> Response {
        Response::new(Body::new(Flood))
    }

    #[get("/long")]
    async fn long() -> Vec<u8> {
        vec![b'.'; 17 * 1024 * 1024]
    }

    /// One request to each finds it out.
    #[cepa::test]
    async fn an_operation_without_an_end_is_left() {
        let fuzz = Fuzz::new(App::new(routes![silent, flood])).cases(usize::MAX).patience(Duration::from_millis(50));
        let report = panic_of(fuzz.run()).await.expect("a report");
        for operation in ["GET /silent (`contracts_endless_silent`)", "GET /flood (`contracts_endless_flood`)"] {
            assert!(report.contains(&format!("{operation}: its answer had no end within 50ms")), "{report}");
            assert!(report.contains(&format!("note: {operation}: it was left after 1 request, ")), "{report}");
        }
    }

    #[cepa::test]
    async fn a_long_answer_is_not_looked_at() {
        Fuzz::new(App::new(routes![long])).cases(2).run().await;
    }
}

/// Types of many kinds, none of which lies.
mod clean {
    use super::*;

    #[model]
    #[serde(tag = "kind", rename_all = "snake_case")]
    enum Payment {
        Card {
            number: String,
            #[validate(range(min = 1, max = 12))]
            month: u8,
        },
        Invoice {
            #[validate(email)]
            to: String,
        },
        Cash,
    }

    #[model]
    #[serde(untagged)]
    enum Amount {
        Number(i64),
        Text(String),
    }

    #[model]
    #[serde(rename_all = "camelCase", deny_unknown_fields)]
    struct Everything {
        #[validate(length(min = 2, max = 8))]
        short_text: String,
        #[validate(range(min = -5, exclusive_max = 5))]
        small: i8,
        #[validate(range(min = 0.5, max = 1e6))]
        fraction: f64,
        large: u64,
        // Without it serde makes infinity of 1e300, and JSON makes null of that.
        #[validate(range(min = -1e30, max = 1e30))]
        single: f32,
        letter: char,
        flag: bool,
        maybe: Option<i32>,
        #[serde(default)]
        defaulted: Vec<u8>,
        #[validate(length(min = 1, max = 3), nested)]
        payments: Vec<Payment>,
        amounts: BTreeMap<String, Amount>,
        pair: (u8, String),
        anything: Option<Value>,
        #[validate(pattern = r"^[A-Z]{2}\d+$")]
        code: String,
        #[validate(url)]
        link: String,
        id: cepa::uuid::Uuid,
        at: cepa::jiff::Timestamp,
        day: cepa::jiff::civil::Date,
        price: cepa::rust_decimal::Decimal,
        #[validate(custom(function = calm))]
        mood: Option<String>,
        tree: Option<Tree>,
    }

    #[model]
    struct Tree {
        name: String,
        #[serde(default)]
        branches: Vec<Tree>,
    }

    /// A rule that no schema says.
    fn calm(text: &str) -> Result<(), &'static str> {
        if text.contains('!') { Err("must be calm") } else { Ok(()) }
    }

    #[model]
    #[derive(Clone, Copy)]
    enum Order {
        Newest,
        Oldest,
    }

    #[model]
    struct Page {
        #[validate(range(min = 1, max = 50))]
        per_page: u8,
        #[serde(default)]
        after: Option<u32>,
    }

    #[model]
    struct Flattened {
        id: u32,
        #[serde(flatten)]
        rest: BTreeMap<String, i32>,
    }

    #[model]
    #[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
    struct Sku(#[validate(length(min = 3, max = 5))] String);

    #[model]
    #[serde(tag = "t", content = "c")]
    enum Adjacent {
        One(u16),
        Two { a: bool },
        Three,
    }

    #[model]
    enum External {
        Plain,
        Newtype(Sku),
        Struct { deep: Box<Option<External>> },
    }

    #[model]
    struct Odd {
        not_zero: std::num::NonZeroU8,
        sign: std::num::NonZeroI32,
        set: std::collections::BTreeSet<Sku>,
        fixed: [i16; 3],
        address: std::net::IpAddr,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skipped: Option<f64>,
        #[serde(rename = "with space/and~more")]
        renamed: Option<bool>,
        adjacent: Adjacent,
        external: External,
        by_number: BTreeMap<u8, External>,
        unit: (),
        nested: Vec<Vec<Option<Sku>>>,
        #[serde(flatten)]
        flat: Flat,
        big: i128,
        any: cepa::serde_json::Map<String, Value>,
    }

    #[model]
    struct Flat {
        #[validate(ip)]
        host: String,
        #[validate(length(max = 2))]
        pairs: BTreeMap<String, (u8, i8)>,
    }

    /// Serde takes lists for it and what it holds, other keys and members it does not take, and of 1e300 it makes infinity.
    #[model(input)]
    struct Loose {
        #[serde(default)]
        limit: Option<Limit>,
        #[serde(default)]
        wait: std::time::Duration,
        #[serde(default)]
        answers: BTreeMap<bool, u8>,
        #[serde(default)]
        share: f32,
    }

    #[model(input)]
    struct Limit {
        #[serde(default)]
        most: u8,
        kind: Option<String>,
    }

    #[post("/loose")]
    async fn loose(#[body] loose: Vec<Loose>) -> NoContent {
        for Loose { limit, wait, answers, share } in loose {
            let _ = (limit.map(|Limit { most, kind }| (most, kind)), wait, answers, share);
        }
        NoContent
    }

    #[post("/odd")]
    #[json]
    async fn odd(#[body] odd: Odd) -> Odd {
        odd
    }

    #[allow(clippy::too_many_arguments, reason = "one of each kind")]
    #[get("/named/{flag}/{letter}")]
    #[json]
    async fn named_values(
        flag: bool,
        letter: char,
        #[query(length(min = 1, max = 3))] tag: Vec<Sku>,
        #[query] level: Option<Vec<u8>>,
        #[query] share: Option<f32>,
        #[query(length(min = 2))] text: Option<String>,
        #[header] x_day: cepa::jiff::civil::Date,
        #[header] x_list: Option<Vec<i32>>,
        #[cookie] session: Sku,
        #[query] huge: Option<u128>,
        #[query(email)] mail: Option<&str>,
    ) -> bool {
        let _ = (letter, tag, level, share, text, x_day, x_list, session, huge, mail);
        flag
    }

    #[derive(ApiError)]
    enum Refused {
        /// It is not there.
        #[status(404)]
        Nowhere,
        /// It is there already.
        #[status(409)]
        Twice { id: u32 },
    }

    #[post("/everything")]
    #[json]
    async fn echo(#[body] everything: Everything) -> Everything {
        everything
    }

    #[put("/flattened/{id}")]
    #[json]
    async fn flattened(id: u32, #[body] body: Option<Flattened>) -> Result<Flattened, Refused> {
        let body = body.ok_or(Refused::Nowhere)?;
        if body.id == id { Err(Refused::Twice { id }) } else { Ok(body) }
    }

    #[get("/list/{order}")]
    #[json]
    async fn list(
        order: Order,
        #[query] page: Page,
        #[query(default = 3, range(min = 1, max = 9))] depth: u8,
        #[query] tag: Vec<String>,
        #[header] x_level: Option<i16>,
        #[header] accept_words: Vec<String>,
        #[cookie] theme: Option<&str>,
    ) -> Vec<String> {
        let _ = (order, page.after, x_level, theme, depth);
        tag.into_iter().chain(accept_words).take(page.per_page.into()).collect()
    }

    #[get(r"/files/{year:\d{4}}/{*path}")]
    async fn file(year: u16, path: &str) -> String {
        format!("{year} {path}")
    }

    #[get("/{name}.{ext}")]
    async fn named(name: &str, ext: Order) -> NoContent {
        let _ = (name, ext);
        NoContent
    }

    #[post("/raw")]
    async fn raw(#[body] bytes: &[u8]) -> Vec<u8> {
        bytes.to_vec()
    }

    #[post("/text")]
    async fn text(#[body] text: &str) -> String {
        text.to_owned()
    }

    #[any("/any/{id?}")]
    async fn any(id: Option<u32>) -> String {
        format!("{id:?}")
    }

    #[get("/secret")]
    async fn secret(token: Bearer<'_>) -> String {
        token.token().to_owned()
    }

    #[delete("/time/{at}")]
    async fn time(
        at: cepa::jiff::Timestamp,
        #[query] id: Option<cepa::uuid::Uuid>,
        #[query] price: cepa::rust_decimal::Decimal,
    ) -> NoContent {
        let _ = (at, id, price);
        NoContent
    }

    const ROUTES: Routes =
        routes![echo, flattened, list, file, named, raw, text, any, secret, time, here, odd, loose, named_values];

    #[get("/here", host = "{tenant}.example.com")]
    async fn here(tenant: &str) -> String {
        tenant.to_owned()
    }

    #[cepa::test]
    async fn nothing_is_found_for_any_seed() {
        for seed in 0..20 {
            let fuzz = Fuzz::new(App::new(ROUTES)).seed(seed);
            fuzz.header("authorization", "Bearer t-1").run().await;
        }
    }

    /// Without credentials nothing else is told, and that is described.
    #[cepa::test]
    async fn strangers_are_no_failure() {
        fuzz_contract(App::new(ROUTES)).await;
    }

    /// By a client: with what extractors would compute.
    #[cepa::test]
    async fn a_client_brings_what_it_has() {
        #[derive(Clone)]
        struct User(&'static str);
        #[extractor]
        async fn user(token: Bearer<'_>) -> Result<User, Problem> {
            let _ = token;
            Err(Problem::internal("no request may come here"))
        }
        #[get("/me")]
        async fn me(user: User) -> String {
            user.0.to_owned()
        }
        let client = Client::new(App::new(routes![me])).with_extracted(User("ada"));
        Fuzz::new(client).cases(20).run().await;
    }
}

/// The document against a lock file, in a process of its own: the environment says whether the file is written.
mod lock {
    use super::*;
    use cepa::openapi::Info;
    use cepa::test::assert_contract;
    use std::process::Command;

    #[derive(Clone, State)]
    struct AppState;

    #[get("/orders")]
    async fn orders(#[query(range(max = 9))] page: Option<u8>) -> NoContent {
        let _ = page;
        NoContent
    }

    #[get("/orders/latest")]
    async fn latest() -> NoContent {
        NoContent
    }

    const BEFORE: Routes<AppState> = routes![orders];
    const MORE: Routes<AppState> = routes![orders, latest];
    const LESS: Routes<AppState> = routes![latest];

    /// It is called by the test below, with what the environment says.
    #[test]
    fn as_the_environment_says() {
        let Some(path) = std::env::var_os("CONTRACTS_LOCK") else { return };
        let (routes, version) = match std::env::var("CONTRACTS_CASE").unwrap_or_default().as_str() {
            "more" => (MORE, "1.0.0"),
            "less" => (LESS, "1.0.0"),
            "raised" => (LESS, "2.0.0"),
            _ => (BEFORE, "1.0.0"),
        };
        // It needs no state.
        assert_contract(App::new(routes).info(Info::new().version(version)), path);
    }

    #[test]
    fn what_breaks_fails_and_all_else_is_told() {
        let path = std::env::temp_dir().join(format!("cepa-contracts-{}.lock.json", std::process::id()));
        let run = |case: &str, bless: &str| {
            let mut command = Command::new(std::env::current_exe().expect("this program"));
            command.args(["--exact", "contracts::lock::as_the_environment_says", "--nocapture"]);
            command.env("CONTRACTS_LOCK", &path).env("CONTRACTS_CASE", case).env("CEPA_BLESS", bless);
            let output = command.output().expect("an output");
            let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            (output.status.success(), text)
        };
        let how = "`CEPA_BLESS=1 cargo test contracts::lock::as_the_environment_says` writes it";
        let (passed, text) = run("before", "");
        assert!(!passed && text.contains(how), "{text}");
        let (passed, text) = run("before", "1");
        assert!(passed && text.contains(".lock.json is written"), "{text}");
        let (passed, text) = run("before", "0");
        assert!(passed && !text.contains("lock.json"), "{text}");
        let (passed, text) = run("more", "");
        assert!(passed && text.contains("GET /orders/latest: added") && text.contains(how), "{text}");
        let (passed, text) = run("less", "");
        assert!(!passed && text.contains("GET /orders: removed") && text.contains(how), "{text}");
        let (passed, text) = run("raised", "");
        assert!(passed && text.contains("GET /orders: removed") && text.contains("2.0.0"), "{text}");
        std::fs::write(&path, "{}").expect("a file");
        let (passed, text) = run("before", "");
        assert!(!passed && text.contains("this is no lock file"), "{text}");
        std::fs::remove_file(&path).expect("a file");
    }
}
