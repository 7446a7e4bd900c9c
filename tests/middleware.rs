//! Layers: their order and places, what they see and change, short ways, `tower`'s layers and services among ours.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use cepa::bytes::Bytes;
use cepa::endpoint::MetaValue;
use cepa::http::{HeaderName, HeaderValue, Method, StatusCode};
use cepa::middleware::{Middleware, Static, hooks};
use cepa::prelude::*;
use cepa::test::{Client, TestResponse};
use cepa_tests::{bind, faults, problem};
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use tower_http::cors::CorsLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

const IN: HeaderName = HeaderName::from_static("x-in");
const OUT: HeaderName = HeaderName::from_static("x-out");

/// A layer that leaves its name in the request on the way in, and in the answer on the way out.
#[derive(Clone, Copy)]
struct Mark(&'static str);

impl<S: State> Middleware<S> for Mark {
    async fn handle(&self, mut request: Request, _: &S, next: impl Next) -> Response {
        request.headers_mut().append(IN, HeaderValue::from_static(self.0));
        let mut response = next.run(request).await;
        response.headers_mut().append(OUT, HeaderValue::from_static(self.0));
        response
    }
}

#[get("/")]
async fn entered(#[header] x_in: Vec<String>) -> String {
    x_in.join(" ")
}

#[post("/echo")]
async fn echo(#[body] text: String, #[header] x_in: Vec<String>) -> String {
    format!("{text} {}", x_in.join(" "))
}

fn left(answer: &TestResponse) -> String {
    let names = answer.headers().get_all(OUT).iter().filter_map(|value| value.to_str().ok());
    names.collect::<Vec<_>>().join(" ")
}

/// In by the order they are named, out by the reverse: application, table, group, entry.
#[cepa::test]
async fn the_onion_has_an_order() {
    const INNER: Routes = routes![#![layer(Mark("inner"))] #[layer(Mark("route"))] #[layer(Mark("route2"))] entered];
    const ROUTES: Routes = routes![
        #![layer(Mark("table"))]
        #![layer(Mark("table2"))]
        #[layer(Mark("mount"))]
        "/mounted" => INNER,
        #[layer(Mark("group"))]
        { #![layer(Mark("group2"))] "/grouped" => { entered } },
        "/plain" => { entered },
    ];
    let app = App::new(ROUTES)
        .with(Mark("a"))
        .with((Mark("b"), Mark("c"), Mark("d")))
        .before_routing(Mark("before"))
        .before_routing(Mark("before2"));
    let client = Client::new(app);
    let cases = [
        ("/mounted", "before before2 a b c d table table2 mount inner route route2"),
        ("/grouped", "before before2 a b c d table table2 group group2"),
        ("/plain", "before before2 a b c d table table2"),
    ];
    for (target, expected) in cases {
        let answer = client.get(target).await;
        assert_eq!(answer.text(), expected, "{target}");
        let reverse: Vec<&str> = expected.split(' ').rev().collect();
        assert_eq!(left(&answer), reverse.join(" "), "{target}");
    }
}

/// The application's layers run for what no route answers too; those of tables only for their routes.
#[cepa::test]
async fn layers_run_without_a_route() {
    const ROUTES: Routes = routes![#![layer(Mark("table"))] entered];
    let client = Client::new(App::new(ROUTES).with(Mark("with")).before_routing(Mark("before")));
    for (method, target, status) in
        [("GET", "/nowhere", 404), ("DELETE", "/", 405), ("OPTIONS", "/", 204), ("OPTIONS", "/nowhere", 404)]
    {
        let answer = client.request(method, target).await;
        answer.assert_status(status);
        assert_eq!(left(&answer), "with before", "{method} {target}");
    }
    assert_eq!(client.delete("/").await.header("allow"), Some("GET, HEAD, OPTIONS"));
    assert_eq!(left(&client.get("/").await), "table with before");
}

/// A layer that answers by itself: nothing further in runs, what is further out does.
#[cepa::test]
async fn a_layer_may_answer_by_itself() {
    #[middleware]
    async fn closed(_request: Request, _next: Next) -> Result<Response, Problem> {
        Err(Problem::service_unavailable())
    }
    #[middleware]
    async fn teapot(_request: Request, _next: Next) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
    const ROUTES: Routes = routes![
        #[layer(Mark("outer"))]
        #[layer(teapot)]
        #[layer(Mark("inner"))]
        entered
    ];
    // A layer that returns a `Response` says nothing to the document.
    let answer = Client::new(App::new(ROUTES)).unchecked().get("/").await;
    answer.assert_status(418);
    assert_eq!(left(&answer), "outer");
    let answer = Client::new(App::new(ROUTES).with(Mark("a")).with(closed).with(Mark("b"))).get("/").await;
    answer.assert_status(503);
    assert_eq!(left(&answer), "a");
    assert_eq!(problem(&answer)["title"], "Service Unavailable");
}

/// Before the router, method and target may still change.
#[cepa::test]
async fn routing_follows_the_layers_before_it() {
    #[middleware]
    async fn rewrite(mut request: Request, next: Next) -> Response {
        assert!(request.matched().is_none());
        if let Some(method) = request.headers().get("x-http-method-override").and_then(|value| value.to_str().ok()) {
            *request.method_mut() = method.parse().unwrap_or(Method::GET);
        }
        if request.raw_path() == "/old" {
            *request.uri_mut() = "/echo?moved=1".parse().expect("a target");
        }
        next.run(request).await
    }
    let client = Client::new(App::new(routes![echo]).before_routing(rewrite));
    let answer = client.get("/old").header("x-http-method-override", "POST").body("text/plain", "hi").await;
    assert_eq!(answer.text(), "hi ");
}

/// After the router, the matched route is known: its pattern, its name, its own words, its parameters.
#[cepa::test]
async fn layers_see_the_matched_route() {
    #[get("/users/{id}", tags = ["people"], scope = "admin", level = 3, audited)]
    async fn user(id: u32) -> String {
        id.to_string()
    }
    #[middleware]
    async fn tell(request: Request, next: Next) -> Response {
        let Some(matched) = request.matched() else { return "none".into_response() };
        let meta = matched.meta().expect("a route of the table");
        let own = (meta.metadata("scope"), meta.metadata("level"), meta.metadata("audited"), meta.metadata("none"));
        assert_eq!(own, (Some(MetaValue::Str("admin")), Some(MetaValue::Int(3)), Some(MetaValue::Bool(true)), None));
        let id = request.param("id").and_then(Result::ok).unwrap_or_default().to_owned();
        let text = format!("{} {} {:?} {id}", matched.pattern(), meta.name(), meta.tags);
        drop(next.run(request).await);
        text.into_response()
    }
    const ROUTES: Routes = routes!["/v1" => { user }];
    let client = Client::new(App::new(ROUTES).with(tell));
    assert_eq!(client.get("/v1/users/a%20b").await.text(), "/v1/users/{id} user [\"people\"] a b");
    assert_eq!(client.get("/nowhere").await.text(), "none");
}

/// Request and answer may be changed on the way, bodies too.
#[cepa::test]
async fn requests_and_answers_are_changed() {
    #[middleware]
    async fn shout(mut request: Request, next: Next) -> Response {
        let body = std::mem::take(request.body_mut()).read(1024).await.unwrap_or_default();
        *request.body_mut() = Body::from(body.to_ascii_uppercase());
        let response = next.run(request).await;
        let (mut parts, body) = response.into_parts();
        let text = body.read(1024).await.unwrap_or_default();
        parts.status = StatusCode::ACCEPTED;
        parts.headers.insert("x-length", text.len().into());
        Response::from_parts(parts, [&text[..], b"!"].concat().into())
    }
    let client = Client::new(App::new(routes![echo]).with(shout)).unchecked();
    let answer = client.post("/echo").body("text/plain", "hi").await;
    assert_eq!((answer.status().as_u16(), answer.text(), answer.header("x-length")), (202, "HI !", Some("3")));
}

/// What fails further in can be answered further out.
#[cepa::test]
async fn an_outer_layer_catches_inner_failures() {
    #[middleware]
    async fn catcher(request: Request, next: Next) -> Response {
        let response = next.run(request).await;
        if response.status().is_server_error() {
            WithStatus(response.status(), "caught").into_response()
        } else {
            response
        }
    }
    #[get("/panics")]
    async fn panics() -> String {
        panic!("on purpose")
    }
    #[get("/fails")]
    async fn fails() -> cepa::Result<String> {
        Err(cepa::Error::new("on purpose"))
    }
    let client = Client::new(App::new(routes![panics, fails]).with(catcher).with(Mark("proxy")));
    for target in ["/panics", "/fails"] {
        let answer = client.get(target).await;
        assert_eq!((answer.status().as_u16(), answer.text()), (500, "caught"), "{target}");
    }
    client.get("/nowhere").await.assert_status(404);
}

/// A layer may change the status of a problem, and add headers to it.
#[cepa::test]
async fn problems_are_changed_on_the_way_out() {
    #[middleware]
    async fn hide(request: Request, next: Next) -> Response {
        let mut response = next.run(request).await;
        if response.status() == 404 {
            *response.status_mut() = StatusCode::GONE;
            response.headers_mut().insert("x-was", HeaderValue::from_static("404"));
        }
        response
    }
    let answer = Client::new(App::new(routes![entered]).with(hide)).get("/nowhere").await;
    answer.assert_status(410);
    assert_eq!(answer.header("x-was"), Some("404"));
    assert_eq!(problem(&answer)["status"], 410);
}

/// Typed arguments, as a route's: values, state, extractors; what is wrong with them is answered like anywhere.
#[cepa::test]
async fn layers_have_typed_arguments() {
    #[derive(State)]
    struct AppState {
        count: Arc<AtomicU32>,
    }
    #[middleware]
    async fn counted(
        request: Request,
        next: Next,
        #[query(default = 1, range(max = 5))] step: u32,
        #[header] x_name: Option<String>,
        #[state] count: &AtomicU32,
    ) -> Response {
        let total = count.fetch_add(step, Ordering::Relaxed) + step;
        let mut response = next.run(request).await;
        let text = format!("{total} {}", x_name.unwrap_or_default());
        response.headers_mut().extend(HeaderValue::try_from(text).ok().map(|value| (OUT, value)));
        response
    }
    #[get("/")]
    async fn route() -> &'static str {
        "route"
    }
    const ROUTES: Routes<AppState> = routes![
        #[layer(counted)]
        route
    ];
    let client = Client::new(App::new(ROUTES).state(AppState { count: Arc::default() }));
    assert_eq!(left(&client.get("/?step=3").header("x-name", "a").await), "3 a");
    assert_eq!(left(&client.get("/").await), "4 ");
    let answer = client.get("/?step=6").await;
    answer.assert_status(422);
    assert_eq!(faults(&answer), ["query #/step range"]);
    client.get("/?step=x").await.assert_status(422);
}

/// Layers in other hands: shared, elsewhere, left out, none, tuples of every length.
#[cepa::test]
async fn layers_in_other_hands() {
    static ELSEWHERE: Mark = Mark("static");
    let layers = (
        Arc::new(Mark("arc")),
        Static(&ELSEWHERE),
        Some(Mark("some")),
        None::<Mark>,
        (),
        (Mark("a"), (Mark("b"), Mark("c"))),
    );
    const ROUTES: Routes = routes![entered];
    let app = App::new(ROUTES).with(layers).with((Mark("1"), Mark("2"), Mark("3"), Mark("4"), Mark("5")));
    assert_eq!(Client::new(app).get("/").await.text(), "arc static some a b c 1 2 3 4 5");
}

/// Hooks at the beginning and the end of each request, errors and 404 included.
#[cepa::test]
async fn hooks_run_once_each() {
    let (begun, ended) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let counts = || (begun.load(Ordering::Relaxed), ended.load(Ordering::Relaxed));
    let (begin, end) = (begun.clone(), ended.clone());
    let layer = hooks()
        .begin(move |request| {
            begin.fetch_add(1, Ordering::Relaxed);
            request.headers_mut().insert(IN, HeaderValue::from_static("begun"));
        })
        .end(move |response| {
            end.fetch_add(1, Ordering::Relaxed);
            response.headers_mut().insert(OUT, HeaderValue::from_static("ended"));
        });
    let client = Client::new(App::new(routes![entered]).with(layer));
    let answer = client.get("/").await;
    assert_eq!((answer.text(), left(&answer).as_str(), counts()), ("begun", "ended", (1, 1)));
    assert_eq!(left(&client.get("/nowhere").await), "ended");
    assert_eq!(left(&client.post("/").await), "ended");
    assert_eq!(counts(), (3, 3));
}

/// CORS by tower-http: preflights are answered, simple requests get their header, 404 too.
#[cepa::test]
async fn cors_by_tower_http() {
    let client = Client::new(App::new(routes![entered]).layer(CorsLayer::permissive()).with(Mark("inner")));
    let answer = client.get("/").header("origin", "https://a.example").await;
    assert_eq!((answer.text(), answer.header("access-control-allow-origin")), ("inner", Some("*")));
    let preflight =
        client.options("/").header("origin", "https://a.example").header("access-control-request-method", "POST");
    let answer = preflight.await;
    answer.assert_status(200);
    assert_eq!(answer.header("access-control-allow-methods"), Some("*"));
    assert_eq!(left(&answer), "");
    let answer = client.get("/nowhere").header("origin", "https://a.example").await;
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert_eq!(problem(&answer)["status"], 404);
}

/// Compression by tower-http: only where the client takes it, of problems as well.
#[cepa::test]
async fn compression_by_tower_http() {
    #[get("/long")]
    async fn long() -> String {
        "tea ".repeat(1000)
    }
    let client = Client::new(App::new(routes![long]).layer(CompressionLayer::new()));
    let answer = client.get("/long").header("accept-encoding", "gzip").await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert!(answer.bytes().starts_with(&[0x1f, 0x8b]) && answer.bytes().len() < 400);
    let answer = client.get("/long").await;
    assert_eq!((answer.header("content-encoding"), answer.bytes().len()), (None, 4000));
    let answer = client.head("/long").header("accept-encoding", "gzip").await;
    assert_eq!(answer.bytes().len(), 0);
}

/// Trace and timeout by tower-http; a handler that is too slow is cancelled.
#[cepa::test]
async fn trace_and_timeout_by_tower_http() {
    #[get("/slow")]
    async fn slow() -> String {
        std::future::pending().await
    }
    let timeout = TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_millis(20));
    let client =
        Client::new(App::new(routes![entered, slow]).layer(TraceLayer::new_for_http()).layer(timeout)).unchecked();
    client.get("/slow").await.assert_status(504);
    client.get("/").await.assert_status(200);
}

/// A route's own deadline.
#[cepa::test]
async fn a_route_may_have_a_deadline() {
    #[get("/slow", timeout = "20 ms")]
    async fn slow() -> String {
        std::future::pending().await
    }
    let answer = Client::new(App::new(routes![slow])).get("/slow").await;
    answer.assert_status(503);
    problem(&answer);
}

/// Our layers and tower's stand in one onion, each at its place, and what is known of the request goes through.
#[cepa::test]
async fn tower_layers_stand_among_ours() {
    #[middleware]
    async fn knows(request: Request, next: Next) -> Response {
        let pattern = request.matched().map(|route| route.pattern().to_owned());
        let mut response = next.run(request).await;
        if let Some(pattern) = pattern.and_then(|pattern| HeaderValue::try_from(pattern).ok()) {
            response.headers_mut().insert("x-pattern", pattern);
        }
        response
    }
    let app = App::new(routes![entered, echo])
        .with(Mark("a"))
        .layer(TraceLayer::new_for_http())
        .with(Mark("b"))
        .layer(CorsLayer::permissive())
        .with(knows);
    let client = Client::new(app);
    let answer = client.post("/echo").body("text/plain", "hi").await;
    assert_eq!((answer.text(), left(&answer).as_str(), answer.header("x-pattern")), ("hi a b", "b a", Some("/echo")));
}

fn inner() -> cepa::AppService {
    App::new(routes![entered, echo]).with(Mark("inner")).build().expect("an application")
}

/// A whole application below a prefix of another.
#[cepa::test]
async fn an_application_in_an_application() {
    let client = Client::new(App::new(routes![entered]).mount("/sub", inner()).with(Mark("outer")));
    assert_eq!(client.get("/").await.text(), "outer");
    assert_eq!(client.get("/sub").await.text(), "outer inner");
    assert_eq!(client.get("/sub/").await.text(), "outer inner");
    assert_eq!(client.post("/sub/echo").body("text/plain", "hi").await.text(), "hi outer inner");
    let answer = client.get("/sub/nowhere").await;
    answer.assert_status(404);
    assert_eq!((left(&answer).as_str(), problem(&answer)["status"].as_u64()), ("inner outer", Some(404)));
    client.get("/subway").await.assert_status(404);
}

/// A prefix is whole segments, however they are encoded; it may be nothing, and has no parameters.
#[cepa::test]
async fn prefixes_of_services() {
    let client = Client::new(App::new(routes![entered]).mount("/sub", inner()));
    for target in ["/sub", "/s%75b/"] {
        assert_eq!(client.get(target).await.text(), "inner", "{target}");
    }
    for target in ["/sub%2F", "/submarine"] {
        client.get(target).await.assert_status(404);
    }
    let client = Client::new(App::new(routes![entered]).with(Mark("outer")).mount("/", axum_routes()));
    assert_eq!(client.get("/").await.text(), "outer");
    assert_eq!(client.get("/double/4").await.text(), "8");
    let error = App::new(routes![entered]).mount("/of/{tenant}", inner()).build().expect_err("a fault");
    assert!(error.to_string().contains("/of/{tenant}"), "{error}");
}

fn axum_routes() -> axum::Router {
    axum::Router::new()
        .route("/", axum::routing::get(|| async { "axum" }))
        .route(
            "/double/{n}",
            axum::routing::get(|path: axum::extract::Path<u32>| async move { (path.0 * 2).to_string() }),
        )
        .route("/echo", axum::routing::post(|body: Bytes| async move { body }))
}

/// An axum `Router` below a prefix of an application.
#[cepa::test]
async fn axum_in_cepa() {
    let client = Client::new(App::new(routes![entered]).mount("/axum", axum_routes()).with(Mark("cepa")));
    assert_eq!(client.get("/").await.text(), "cepa");
    assert_eq!(client.get("/axum").await.text(), "axum");
    let answer = client.get("/axum/double/4").await;
    assert_eq!((answer.text(), left(&answer).as_str()), ("8", "cepa"));
    assert_eq!(client.post("/axum/echo").body("x/y", "hi").await.text(), "hi");
    client.get("/axum/nowhere").await.assert_status(404);
}

/// An application inside an axum `Router`.
#[cepa::test]
async fn cepa_in_axum() {
    let router = axum_routes().nest_service("/cepa", inner()).fallback_service(inner());
    let cases = [
        ("GET", "/double/4", "", "8"),
        ("GET", "/cepa/", "", "inner"),
        ("POST", "/cepa/echo", "hi", "hi inner"),
        ("POST", "/cepa/echo?x=1", "there", "there inner"),
    ];
    for (method, target, body, expected) in cases {
        let request = cepa::http::Request::builder()
            .method(method)
            .uri(target)
            .body(axum::body::Body::from(body))
            .expect("a request");
        let response = router.clone().oneshot(request).await.expect("an answer");
        let bytes = axum::body::to_bytes(response.into_body(), 1024).await.expect("a body");
        assert_eq!(String::from_utf8_lossy(&bytes), expected, "{method} {target}");
    }
    let request = cepa::http::Request::get("/nowhere").body(axum::body::Body::empty()).expect("a request");
    let response = router.oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), 404);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
}

/// Over a socket, a tower layer's answer is as whole as ours.
#[cepa::test]
async fn tower_layers_on_the_wire() {
    let server = bind(App::new(routes![echo]).layer(TraceLayer::new_for_http()).layer(CompressionLayer::new())).await;
    let mut wire = cepa_tests::Wire::connect(&server).await;
    wire.send("POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n").await;
    assert_eq!(wire.reply().await.body, "hi ");
}
