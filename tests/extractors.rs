//! Extractors: computed once, in an order, absent or failed, borrowed, replaced in tests; credentials.

use std::sync::atomic::{AtomicU32, Ordering};

use cepa::extract::{Extraction, FromRequest, Rejection, Scheme};
use cepa::openapi::Operation;
use cepa::prelude::*;
use cepa::serde_json::json;
use cepa::test::Client;
use cepa_tests::{faults, problem};

/// How often each extractor ran.
#[derive(Default)]
struct Counter {
    users: AtomicU32,
    failures: AtomicU32,
    strangers: AtomicU32,
}

#[derive(Default, State)]
struct AppState {
    counter: Counter,
}

#[derive(Clone, Debug)]
struct User(String);

#[derive(Clone, Debug)]
struct Admin(String);

#[derive(Clone, Debug)]
struct Page(u32);

#[derive(Clone, Debug)]
struct Failing;

#[derive(Debug, ApiError)]
enum AuthError {
    /// Unknown session.
    #[status(401)]
    Unknown,
}

#[derive(Debug, ApiError)]
enum PageError {
    /// There are no such pages.
    #[status(409)]
    TooFar,
}

#[extractor]
async fn user(#[cookie] session: &str, #[state] counter: &Counter) -> Result<User, AuthError> {
    counter.users.fetch_add(1, Ordering::Relaxed);
    session.strip_prefix("s-").map(|name| User(name.to_owned())).ok_or(AuthError::Unknown)
}

#[extractor]
async fn admin(user: User) -> Result<Admin, Problem> {
    if user.0 == "ada" { Ok(Admin(user.0)) } else { Err(Problem::forbidden()) }
}

#[extractor]
fn page(#[query(default = 1, range(min = 1))] page: u32, #[state] counter: &Counter) -> Result<Page, PageError> {
    counter.strangers.fetch_add(1, Ordering::Relaxed);
    if page > 100 { Err(PageError::TooFar) } else { Ok(Page(page)) }
}

#[extractor]
async fn failing(#[state] counter: &Counter) -> Result<Failing, PageError> {
    counter.failures.fetch_add(1, Ordering::Relaxed);
    Err(PageError::TooFar)
}

fn client(routes: Routes<AppState>) -> Client<AppState> {
    Client::new(App::new(routes).state(AppState::default()))
}

fn count(counter: &AtomicU32) -> u32 {
    counter.load(Ordering::Relaxed)
}

/// However many ask (arguments, extractors, layers), a value is computed once per request.
#[cepa::test]
async fn a_value_is_computed_once() {
    #[middleware]
    async fn greets(request: Request, next: Next, user: User) -> Response {
        let mut response = next.run(request).await;
        if let Ok(name) = cepa::http::HeaderValue::try_from(user.0) {
            response.headers_mut().insert("x-user", name);
        }
        response
    }
    #[get("/")]
    async fn route(first: User, admin: Admin, second: User, maybe: Option<User>) -> String {
        format!("{} {} {} {}", first.0, admin.0, second.0, maybe.is_some())
    }
    const ROUTES: Routes<AppState> = routes![#![layer(greets)] #[layer(greets)] route];
    let client = Client::new(App::new(ROUTES).state(AppState::default()).with(greets));
    let answer = client.get("/").header("cookie", "session=s-ada").await;
    assert_eq!(answer.text(), "ada ada ada true");
    assert_eq!(answer.headers().get_all("x-user").iter().count(), 1);
    assert_eq!(count(&client.state().counter.users), 1);
    client.get("/").header("cookie", "session=s-ada").await.assert_status(200);
    assert_eq!(count(&client.state().counter.users), 2);
}

/// A failure is kept as well.
#[cepa::test]
async fn a_failed_extractor_is_not_run_again() {
    #[derive(Clone)]
    struct Wrapping(bool);
    #[extractor]
    async fn wrapping(failing: Result<Failing, Rejection>) -> Wrapping {
        Wrapping(failing.is_ok())
    }
    #[get("/")]
    async fn route(a: Result<Failing, Rejection>, b: Wrapping, c: Result<Failing, Rejection>, d: Failing) -> String {
        format!("{} {} {} {d:?}", a.is_ok(), b.0, c.is_ok())
    }
    let client = client(routes![route]);
    let answer = client.get("/").await;
    answer.assert_status(409);
    assert_eq!(problem(&answer)["detail"], "There are no such pages.");
    assert_eq!(count(&client.state().counter.failures), 1);
}

/// Who is not let in is told so, and nothing else; nothing else is even looked at.
#[cepa::test]
async fn authentication_comes_first_and_alone() {
    #[post("/{id}")]
    async fn route(id: u32, #[query] q: u8, page: Page, #[body] body: Json<Vec<u8>>, user: User) -> String {
        format!("{id} {q} {page:?} {body:?} {user:?}")
    }
    #[get("/admin")]
    async fn for_admins(page: Page, admin: Admin) -> String {
        format!("{page:?} {admin:?}")
    }
    let client = client(routes![route, for_admins]);
    let answer = client.post("/x?q=x&page=0").header("cookie", "session=forged").json(&json!({})).await;
    answer.assert_status(401);
    assert!(answer.header("www-authenticate").is_some());
    assert!(problem(&answer).get("errors").is_none(), "{answer:?}");
    assert_eq!(count(&client.state().counter.strangers), 0);
    let answer = client.get("/admin?page=0").header("cookie", "session=s-bob").await;
    answer.assert_status(403);
    assert!(problem(&answer).get("errors").is_none(), "{answer:?}");
    assert_eq!(count(&client.state().counter.strangers), 0);
    // Once let in, all is told.
    let answer = client.post("/x?q=x&page=0").header("cookie", "session=s-ada").json(&json!(["x"])).await;
    answer.assert_status(404);
    let mut told = faults(&answer);
    told.sort();
    assert_eq!(told, ["body #/0 type", "path #/id type", "query #/page range", "query #/q type"]);
}

/// `Option`: absent is `None`, present but bad stays an error. `Result` hands the error on.
#[cepa::test]
async fn optional_and_fallible() {
    #[get("/option")]
    async fn option(user: Option<User>, page: Option<Page>) -> String {
        format!("{:?} {:?}", user.map(|user| user.0), page.map(|page| page.0))
    }
    #[get("/result")]
    async fn result(user: Result<User, Rejection>, page: Result<Page, Rejection>) -> String {
        let status = user.map(|user| user.0).map_err(|rejection| Problem::from(rejection).status().as_u16());
        format!("{status:?} {}", page.is_ok())
    }
    let client = client(routes![option, result]);
    assert_eq!(client.get("/option").await.text(), "None Some(1)");
    assert_eq!(client.get("/option?page=3").header("cookie", "session=s-ada").await.text(), "Some(\"ada\") Some(3)");
    client.get("/option").header("cookie", "session=forged").await.assert_status(401);
    client.get("/option?page=0").await.assert_status(422);
    client.get("/option?page=101").await.assert_status(409);
    assert_eq!(client.get("/result?page=101").header("cookie", "session=forged").await.text(), "Err(401) false");
    assert_eq!(client.get("/result").header("cookie", "session=s-ada").await.text(), "Ok(\"ada\") true");
}

/// Faults of an extractor stand among those of the route's own arguments.
#[cepa::test]
async fn faults_of_extractors_are_gathered() {
    #[get("/")]
    async fn route(#[query] a: u8, page: Page, #[query] b: u8) -> String {
        format!("{a} {page:?} {b}")
    }
    let client = client(routes![route]);
    let mut told = faults(&client.get("/?page=x").await);
    told.sort();
    assert_eq!(told, ["query #/a required", "query #/b required", "query #/page type"]);
    // Faults of shape go before another refusal.
    client.get("/?page=101").await.assert_status(422);
    client.get("/?page=101&a=1&b=2").await.assert_status(409);
}

/// A test gives a value of its own; the extractor does not run, nor what it would have asked for.
#[cepa::test]
async fn extractors_are_replaced_in_tests() {
    #[get("/")]
    async fn route(user: User, admin: Admin) -> String {
        format!("{} {}", user.0, admin.0)
    }
    let client = client(routes![route]).with_extracted(User("ada".into()));
    assert_eq!(client.get("/").await.text(), "ada ada");
    let client = client.with_extracted(Admin("root".into()));
    assert_eq!(client.get("/").await.text(), "ada root");
    assert_eq!(count(&client.state().counter.users), 0);
}

/// A test gives several values, the last of one type counts; the cookie memory is beside.
#[cepa::test]
async fn the_client_remembers_cookies() {
    #[post("/login/{name}")]
    async fn login(name: &str) -> Response {
        let mut response = Response::default();
        for cookie in [format!("session=s-{name}; Path=/; HttpOnly"), "theme=dark".to_owned()] {
            response.headers_mut().append("set-cookie", cookie.parse().expect("a header"));
        }
        response
    }
    #[post("/logout")]
    async fn logout() -> Response {
        let mut response = Response::default();
        response.headers_mut().append("set-cookie", "session=; Max-Age=0".parse().expect("a header"));
        response
    }
    #[get("/me")]
    async fn me(user: Option<User>, #[cookie] theme: Option<&str>) -> String {
        format!("{:?} {theme:?}", user.map(|user| user.0))
    }
    let client = client(routes![login, logout, me]);
    assert_eq!(client.get("/me").await.text(), "None None");
    client.post("/login/ada").await;
    assert_eq!(client.get("/me").await.text(), "Some(\"ada\") Some(\"dark\")");
    client.post("/logout").await;
    assert_eq!(client.get("/me").await.text(), "None Some(\"dark\")");
}

/// By hand, a value may borrow from the request; generic ones are computed for each who asks.
struct Raw<'r> {
    path: &'r str,
    agent: Option<&'r str>,
    counter: u32,
}

impl<'r, S: State + Provide<Counter>> FromRequest<'r, S> for Raw<'r> {
    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        // Another extractor, from inside.
        let page: Page = cx.get().await?;
        let head = cx.head();
        let agent = head.headers().get("user-agent").and_then(|value| value.to_str().ok());
        Ok(Self { path: head.raw_path(), agent, counter: page.0 })
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.extractor::<Page, S>();
    }
}

#[cepa::test]
async fn borrowed_values_by_hand() {
    #[get("/*")]
    async fn route(raw: Raw<'_>, also: Raw<'_>) -> String {
        format!("{} {:?} {} {}", raw.path, raw.agent, raw.counter, std::ptr::eq(raw.path, also.path))
    }
    let client = client(routes![route]);
    let answer = client.get("/a%2Fb?page=7").header("user-agent", "test").await;
    assert_eq!(answer.text(), "/a%2Fb Some(\"test\") 7 true");
    assert_eq!(count(&client.state().counter.strangers), 1);
    assert_eq!(faults(&client.get("/x?page=0").await), ["query #/page range"]);
}

/// Bearer tokens (RFC 6750).
#[cepa::test]
async fn bearer_tokens() {
    #[get("/")]
    async fn route(token: Bearer<'_>, #[query] q: u8) -> String {
        format!("{} {q}", token.token())
    }
    #[get("/maybe")]
    async fn maybe(token: Option<Bearer<'_>>) -> String {
        format!("{:?}", token.map(|token| token.token().to_owned()))
    }
    let client = Client::new(App::new(routes![route, maybe]));
    let accepted = ["Bearer abc", "bearer abc", "BEARER  abc "];
    for header in accepted {
        assert_eq!(client.get("/?q=1").header("authorization", header).await.text(), "abc 1", "{header}");
    }
    for header in ["", "Bearer", "Bearer ", "abc", "Basic abc"] {
        let answer = client.get("/?q=x").header("authorization", header).await;
        answer.assert_status(401);
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        assert!(problem(&answer).get("errors").is_none());
        client.get("/maybe").header("authorization", header).await.assert_status(401);
    }
    client.get("/").await.assert_status(401);
    let twice = client.get("/?q=1").header("authorization", "Bearer a").header("authorization", "Bearer b").await;
    twice.assert_status(401);
    assert_eq!(client.get("/maybe").await.text(), "None");
}

/// Name and password (RFC 7617).
#[cepa::test]
async fn basic_credentials() {
    #[get("/")]
    async fn route(login: Basic) -> String {
        format!("{} {}", login.username(), login.password())
    }
    let client = Client::new(App::new(routes![route]));
    let cases = [
        ("Basic YWRhOmh1bnRlcjI=", "ada hunter2"),
        ("basic YWRhOmh1bnRlcjI", "ada hunter2"),
        // Colons belong to the password, and both may be empty.
        ("Basic YTpiOmM=", "a b:c"),
        ("Basic Og==", " "),
    ];
    for (header, expected) in cases {
        assert_eq!(client.get("/").header("authorization", header).await.text(), expected, "{header}");
    }
    for header in ["Basic !!!!", "Basic YWRh", "Basic /w==", "Bearer YWRhOmh1bnRlcjI="] {
        let answer = client.get("/").header("authorization", header).await;
        answer.assert_status(401);
        assert_eq!(answer.header("www-authenticate"), Some("Basic realm=\"restricted\", charset=\"UTF-8\""));
    }
}

/// A scheme of one's own.
#[cepa::test]
async fn an_own_scheme() {
    struct Token;
    impl Scheme for Token {
        const NAME: &'static str = "Token";
        const CHALLENGE: &'static str = "Token realm=\"api\"";
    }
    #[get("/")]
    async fn route(token: Authorization<'_, Token>) -> String {
        token.credentials().to_owned()
    }
    let client = Client::new(App::new(routes![route]));
    assert_eq!(client.get("/").header("authorization", "token a=b c").await.text(), "a=b c");
    let answer = client.get("/").await;
    answer.assert_status(401);
    assert_eq!(answer.header("www-authenticate"), Some("Token realm=\"api\""));
}

/// Whoever reads `Authorization` by a plain argument is an authenticator too: 401, first and alone.
#[cepa::test]
async fn an_authorization_argument_authenticates() {
    #[derive(Clone)]
    struct Key(String);
    #[extractor]
    async fn key(#[header] authorization: &str) -> Result<Key, Problem> {
        Ok(Key(authorization.to_owned()))
    }
    #[get("/")]
    async fn route(#[query] q: u8, key: Key) -> String {
        format!("{q} {}", key.0)
    }
    let client = Client::new(App::new(routes![route]));
    let answer = client.get("/?q=x").await;
    answer.assert_status(401);
    assert_eq!(faults(&answer), ["header #/authorization required"]);
    assert!(answer.header("www-authenticate").is_some());
    assert_eq!(client.get("/?q=1").header("authorization", "k").await.text(), "1 k");
}

/// Values that layers hand inwards.
#[cepa::test]
async fn values_from_layers() {
    #[derive(Clone)]
    struct Tenant(String);
    #[middleware]
    async fn tenant(mut request: Request, next: Next, #[header] x_tenant: Option<String>) -> Response {
        if let Some(name) = x_tenant {
            request.extensions_mut().insert(Tenant(name));
        }
        next.run(request).await
    }
    #[get("/")]
    async fn route(Extension(Tenant(name)): Extension<Tenant>) -> String {
        name
    }
    #[get("/maybe")]
    async fn maybe(tenant: Option<Extension<Tenant>>) -> String {
        tenant.map_or("none".into(), |tenant| tenant.0.0)
    }
    const ROUTES: Routes = routes![#![layer(tenant)] route, maybe];
    let client = Client::new(App::new(ROUTES));
    assert_eq!(client.get("/").header("x-tenant", "acme").await.text(), "acme");
    assert_eq!(client.get("/maybe").header("x-tenant", "acme").await.text(), "acme");
    assert_eq!(client.get("/maybe").await.text(), "none");
    let answer = client.get("/").await;
    answer.assert_status(500);
    assert!(!answer.text().contains("Tenant"), "{answer:?}");
}

mod open_routes {
    use cepa::prelude::*;
    use cepa::routing::Walk;

    #[derive(Clone)]
    struct Page;
    #[derive(Clone)]
    struct Keyed;

    #[derive(Debug, ApiError)]
    #[allow(dead_code)]
    enum Quota {
        #[status(403)]
        Exceeded,
    }

    #[derive(Debug, ApiError)]
    #[allow(dead_code)]
    enum NoKey {
        #[status(401)]
        Unknown,
    }

    #[extractor]
    async fn page(#[query] page: Option<u32>) -> Result<Page, Problem> {
        let _ = page;
        Ok(Page)
    }

    #[extractor]
    async fn keyed(#[header] x_key: &str) -> Result<Keyed, NoKey> {
        if x_key.is_empty() { Err(NoKey::Unknown) } else { Ok(Keyed) }
    }

    #[middleware]
    async fn rate(request: Request, next: Next) -> Result<Response, Problem> {
        Ok(next.run(request).await)
    }

    #[middleware]
    async fn quota(request: Request, next: Next) -> Result<Response, Quota> {
        Ok(next.run(request).await)
    }

    #[middleware]
    async fn with_key(#[header] x_key: String, request: Request, next: Next) -> Result<Response, NoKey> {
        if x_key.is_empty() { Err(NoKey::Unknown) } else { Ok(next.run(request).await) }
    }

    #[get("/rated")]
    async fn rated() {}
    #[get("/paged", public)]
    async fn paged(page: Page) {
        let _ = page;
    }
    #[get("/keyed")]
    async fn by_key(keyed: Keyed) {
        let _ = keyed;
    }
    #[get("/guarded")]
    async fn guarded() {}

    const ROUTES: Routes = routes![
        #[layer(rate)]
        #[layer(quota)]
        rated,
        paged,
        by_key,
        #[layer(with_key)]
        guarded
    ];

    /// An error that may be anything, or a 403 alone, asks nobody who they are: an audit of open routes must not pass such a route.
    #[test]
    fn only_a_401_asks_who_is_calling() {
        let mut walk = Walk::new(ROUTES.nodes());
        let mut found = Vec::new();
        while let Some(leaf) = walk.next() {
            found.push((leaf.meta.name(), leaf.auth));
        }
        assert_eq!(found, [("rated", false), ("paged", false), ("by_key", true), ("guarded", true)]);
        let document = App::new(ROUTES).state(()).document().expect("a document");
        let security = |path: &str| document.value()["paths"][path]["get"]["security"].to_string();
        assert_eq!(security("/rated"), "[]");
        assert_eq!(
            (security("/keyed"), security("/guarded")),
            (r#"[{"x-key":[]}]"#.into(), r#"[{"x-key":[]}]"#.into())
        );
    }
}
