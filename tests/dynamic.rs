//! Routes added and removed while the application runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cepa::app::{DynamicHandler, DynamicRoutes, UnknownRoute};
use cepa::prelude::*;
use cepa::routing::TrailingSlash;
use cepa::test::Client;
use cepa_tests::assert_gets;
use tokio::sync::Notify;

#[get("/fixed/{id}")]
async fn fixed(id: u32) -> String {
    format!("fixed {id}")
}

#[post("/shared")]
async fn shared() -> &'static str {
    "fixed POST"
}

#[get("/wild/{*rest}")]
async fn wild(rest: &str) -> String {
    format!("wild {rest}")
}

const ROUTES: Routes = routes![fixed, shared, wild];

fn says(text: &'static str) -> impl DynamicHandler<()> {
    move |_: Request| async move { text }
}

fn client(routes: &DynamicRoutes) -> Client<()> {
    Client::new(App::new(ROUTES).dynamic(routes))
}

/// Added before and after the application was built; removed once, and no second time.
#[cepa::test]
async fn routes_come_and_go() {
    let routes = DynamicRoutes::new();
    let before = routes.add("GET", "/before/{name}", says("before")).unwrap();
    let client = client(&routes);
    let after = routes.add("GET", "/after", says("after")).unwrap();
    assert_gets(&client, &[("/before/x", "before"), ("/after", "after"), ("/fixed/1", "fixed 1"), ("/no", "404")])
        .await;

    routes.remove(before).unwrap();
    assert_gets(&client, &[("/before/x", "404"), ("/after", "after")]).await;
    assert_eq!(routes.remove(before), Err(UnknownRoute));

    routes.remove(after).unwrap();
    assert_gets(&client, &[("/after", "404"), ("/fixed/1", "fixed 1")]).await;
    assert!(routes.routes().is_empty());
}

/// What was removed may be added again, under another id; an id of other routes says nothing here.
#[cepa::test]
async fn ids_are_never_used_again() {
    let (routes, others) = (DynamicRoutes::new(), DynamicRoutes::new());
    let client = client(&routes);
    let first = routes.add("GET", "/x", says("first")).unwrap();
    let other = others.add("GET", "/x", says("other")).unwrap();
    assert_eq!(routes.remove(other), Err(UnknownRoute));
    routes.remove(first).unwrap();
    let second = routes.add("GET", "/x", says("second")).unwrap();
    assert_ne!(first, second);
    assert_eq!(routes.remove(first), Err(UnknownRoute));
    assert_gets(&client, &[("/x", "second")]).await;
}

/// The table goes first; a wildcard of it hides what is below. Among dynamic routes the usual ranking holds.
#[cepa::test]
async fn routes_of_the_table_go_first() {
    let routes = DynamicRoutes::new();
    let client = client(&routes);
    routes.add("GET", "/fixed/me", says("me")).unwrap();
    routes.add("GET", "/wild/me", says("me")).unwrap();
    routes.add_any("/{*rest}", says("any")).unwrap();
    routes.add("GET", "/a/{b}", says("parameter")).unwrap();
    routes.add("GET", "/a/b", says("literal")).unwrap();
    routes.add("GET", r"/a/{b:\d+}", says("constrained")).unwrap();
    assert_gets(
        &client,
        &[
            // `me` is no number: a fault of the route that the path leads to.
            ("/fixed/me", "404"),
            ("/wild/me", "wild me"),
            ("/other/me", "any"),
            ("/a/b", "literal"),
            ("/a/1", "constrained"),
            ("/a/c", "parameter"),
        ],
    )
    .await;
}

/// 405 and OPTIONS tell the methods of both sides; a method that one side lacks goes to the other.
#[cepa::test]
async fn methods_of_both_sides_are_allowed() {
    let routes = DynamicRoutes::new();
    let client = client(&routes);
    client.get("/shared").await.assert_status(405);
    let get = routes.add("GET", "/shared", says("dynamic GET")).unwrap();
    let purge = routes.add("PURGE", "/only", says("purged")).unwrap();

    assert_eq!(client.post("/shared").await.text(), "fixed POST");
    assert_eq!(client.get("/shared").await.text(), "dynamic GET");
    assert_eq!(client.head("/shared").await.assert_status(200).text(), "");
    let refused = client.delete("/shared").await;
    assert_eq!(refused.assert_status(405).header("allow"), Some("GET, HEAD, OPTIONS, POST"));
    let options = client.options("/shared").await;
    assert_eq!(options.assert_status(204).header("allow"), Some("GET, HEAD, OPTIONS, POST"));
    assert_eq!(client.options("/only").await.assert_status(204).header("allow"), Some("OPTIONS, PURGE"));
    assert_eq!(client.get("/only").await.assert_status(405).header("allow"), Some("OPTIONS, PURGE"));
    assert_eq!(client.request("PURGE", "/only").await.text(), "purged");

    routes.remove(get).unwrap();
    routes.remove(purge).unwrap();
    assert_eq!(client.get("/shared").await.assert_status(405).header("allow"), Some("OPTIONS, POST"));
    client.options("/only").await.assert_status(404);
}

/// An overlap is an error that names both, wherever they come from, and changes nothing.
#[cepa::test]
async fn overlaps_are_refused() {
    let routes = DynamicRoutes::new();
    let client = client(&routes);
    let error = routes.add("GET", "/fixed/{number}", says("")).unwrap_err().to_string();
    assert!(error.starts_with("two routes answer GET /fixed/{id}: the second is written /fixed/{number}: "), "{error}");
    assert!(error.contains("`GET /fixed/{number}` added at "), "{error}");
    assert!(error.contains(" and `fixed` at "), "{error}");

    routes.add("GET", "/a/{b?}", says("first")).unwrap();
    let error = routes.add("GET", "/a/{c}", says("second")).unwrap_err().to_string();
    assert!(error.contains("`GET /a/{c}` added at "), "{error}");
    assert!(error.contains(" and `GET /a/{b?}` added at "), "{error}");

    let error = routes.add_table("", ROUTES).unwrap_err().to_string();
    assert!(error.matches("`fixed` at ").count() == 2, "{error}");
    assert_eq!(routes.routes().len(), 1);
    assert_gets(&client, &[("/a", "first"), ("/a/1", "first"), ("/fixed/1", "fixed 1")]).await;
}

/// What was added before there was a table to compare it with is found when the application is built.
#[cepa::test]
async fn overlaps_are_found_at_build() {
    let routes = DynamicRoutes::new();
    let id = routes.add("POST", "/shared", says("")).unwrap();
    let error = App::new(ROUTES).dynamic(&routes).build().unwrap_err().to_string();
    assert!(error.starts_with("two routes answer POST /shared: "), "{error}");
    assert!(error.contains("`POST /shared` added at ") && error.contains("`shared` at"), "{error}");

    // The application that was not built refuses nothing.
    routes.remove(id).unwrap();
    routes.add("POST", "/shared", says("")).unwrap();
}

#[cepa::test]
async fn malformed_routes_are_refused() {
    let routes = DynamicRoutes::new();
    let client = client(&routes);
    let cases = [
        ("GET", "no-slash", "`GET no-slash` added at"),
        ("GET", "/{a}/{a}", "`GET /{a}/{a}` added at"),
        ("GET", "/{a:[}", "`GET /{a:[}` added at"),
        ("G T", "/a", "`G T` is no method"),
        ("", "/a", "`` is no method"),
    ];
    for (method, path, expected) in cases {
        let error = routes.add(method, path, says("")).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let error = routes.add_table("/{tenant}", routes![]).unwrap_err().to_string();
    assert!(error.contains("`/{tenant}`"), "{error}");
    let error = routes.add_table("no-slash", routes![shared]).unwrap_err().to_string();
    assert!(error.contains("`shared` at"), "{error}");
    assert_gets(&client, &[("/a", "404")]).await;
}

#[middleware]
async fn pattern_told(request: Request, next: Next) -> Response {
    let pattern = request.matched().map(|matched| matched.pattern().to_owned());
    let mut response = next.run(request).await;
    if let Some(Ok(pattern)) = pattern.map(cepa::http::HeaderValue::try_from) {
        response.headers_mut().insert("pattern", pattern);
    }
    response
}

/// The application's layers are around dynamic routes and see what was matched, and parameters are decoded.
#[cepa::test]
async fn matched_routes_are_told() {
    let routes = DynamicRoutes::new();
    let client = Client::new(App::new(ROUTES).with(pattern_told).dynamic(&routes));
    let echo = |request: Request| async move {
        assert!(request.matched().is_some_and(|matched| matched.meta().is_none()));
        let name = request.param("name").and_then(Result::ok).unwrap_or_default();
        (request.param("other").is_none()).then(|| name.to_owned())
    };
    routes.add("GET", "/plugins/{name}", echo).unwrap();
    let answer = client.get("/plugins/a%20b").await;
    assert_eq!((answer.text(), answer.header("pattern")), ("a b", Some("/plugins/{name}")));
    assert_eq!(client.get("/none").await.assert_status(404).header("pattern"), None);
}

mod audit {
    use super::*;

    #[get("/entries/{number}")]
    async fn entry(#[validate(range(max = 9))] number: u8, #[state] name: &Name) -> String {
        format!("{} {number}", name.0)
    }

    #[delete("/entries")]
    async fn clear() {}

    pub(super) const ROUTES: Routes<Site> = routes![#![layer(pattern_told)] entry, clear];
}

struct Name(String);

#[derive(State)]
struct Site {
    name: Name,
}

struct Greeter(&'static str);

impl DynamicHandler<Site> for Greeter {
    async fn handle(&self, _: Request, site: &Site) -> Response {
        format!("{} {}", self.0, site.name.0).into_response()
    }
}

/// Own types borrow the state; tables bring typed routes with their rules and layers, and go as one.
#[cepa::test]
async fn tables_and_own_types() {
    let routes = DynamicRoutes::new();
    let app = App::new(routes![]).state(Site { name: Name("site".into()) }).dynamic(&routes);
    let client = Client::new(app);
    routes.add("GET", "/greeting", Greeter("hello")).unwrap();
    let table = routes.add_table("/audit", audit::ROUTES).unwrap();
    assert_gets(&client, &[("/greeting", "hello site"), ("/audit/entries/7", "site 7"), ("/audit/entries/x", "404")])
        .await;
    assert_eq!(client.get("/audit/entries/7").await.header("pattern"), Some("/audit/entries/{number}"));
    client.get("/audit/entries/10").await.assert_status(404);
    let patterns: Vec<String> = routes.routes().iter().map(|info| info.pattern.clone()).collect();
    assert_eq!(patterns, ["/greeting", "/audit/entries/{number}", "/audit/entries"]);

    routes.remove(table).unwrap();
    assert_gets(&client, &[("/greeting", "hello site"), ("/audit/entries/7", "404"), ("/audit/entries", "404")]).await;
}

/// One set of routes serves several applications, each under its own policy and beside its own table.
#[cepa::test]
async fn several_applications_share_routes() {
    let routes = DynamicRoutes::new();
    let ignoring = client(&routes);
    let strict = Client::new(App::new(routes![]).trailing_slash(TrailingSlash::Strict).dynamic(&routes));
    let redirecting = Client::new(App::new(routes![]).trailing_slash(TrailingSlash::Redirect).dynamic(&routes));
    let id = routes.add("GET", "/x", says("x")).unwrap();
    assert_gets(&ignoring, &[("/x", "x"), ("/x/", "x")]).await;
    assert_gets(&strict, &[("/x", "x"), ("/x/", "404")]).await;
    assert_eq!(redirecting.get("/x/?q=1").await.assert_status(308).header("location"), Some("/x?q=1"));

    // Refused by one of them, so by all.
    routes.add("GET", "/fixed/{x}", says("")).unwrap_err();
    assert_gets(&strict, &[("/fixed/1", "404")]).await;
    drop(ignoring);
    routes.add("GET", "/fixed/{x}", says("no longer in the way")).unwrap();
    assert_gets(&strict, &[("/fixed/1", "no longer in the way")]).await;

    routes.remove(id).unwrap();
    assert_gets(&strict, &[("/x", "404")]).await;
}

/// A request keeps its route, though it be removed or replaced while the handler runs.
#[cepa::test]
async fn requests_in_flight_keep_their_route() {
    let routes = DynamicRoutes::new();
    let client = Arc::new(client(&routes));
    let (started, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let signals = (started.clone(), go_on.clone());
    let slow = move |_: Request| {
        let (started, go_on) = signals.clone();
        async move {
            started.notify_one();
            go_on.notified().await;
            "old"
        }
    };
    let id = routes.add("GET", "/slow", slow).unwrap();
    let running = tokio::spawn({
        let client = Arc::clone(&client);
        async move { client.get("/slow").await.text().to_owned() }
    });
    started.notified().await;
    routes.remove(id).unwrap();
    routes.add("GET", "/slow", says("new")).unwrap();
    assert_gets(&client, &[("/slow", "new")]).await;
    go_on.notify_one();
    assert_eq!(running.await.unwrap(), "old");
}

/// Handlers may add routes while they run, and when they are dropped: no lock is held then.
#[cepa::test]
async fn handlers_may_change_the_routes() {
    struct AddsWhenDropped(DynamicRoutes);

    impl Drop for AddsWhenDropped {
        fn drop(&mut self) {
            self.0.add("GET", "/dropped", says("dropped")).unwrap();
        }
    }

    let routes = DynamicRoutes::new();
    let client = client(&routes);
    let guard = AddsWhenDropped(routes.clone());
    let own = routes.clone();
    let once = move |_: Request| {
        let own = own.clone();
        let _ = &guard;
        async move { own.add("GET", "/added", says("added")).map_or_else(|error| error.to_string(), |_| "once".to_owned()) }
    };
    let id = routes.add("GET", "/once", once).unwrap();
    assert_gets(&client, &[("/once", "once"), ("/added", "added"), ("/dropped", "404")]).await;
    routes.remove(id).unwrap();
    assert_gets(&client, &[("/once", "404"), ("/dropped", "dropped")]).await;
}

#[cepa::test]
async fn a_panic_is_a_500() {
    let routes = DynamicRoutes::new();
    let client = client(&routes);
    let panics = |request: Request| async move {
        assert!(request.raw_query().is_some(), "no query");
        "fine"
    };
    routes.add("GET", "/panics", panics).unwrap();
    client.get("/panics").await.assert_status(500);
    assert_gets(&client, &[("/panics?", "fine")]).await;
}

/// Under changes from several threads every request gets one of the answers there ever was, and no change is lost.
#[test]
fn changes_from_many_threads() {
    const THREADS: usize = 4;
    const ROUNDS: usize = 50;
    let routes = DynamicRoutes::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let client = Arc::new(client(&routes));
    let served = Arc::new(AtomicUsize::new(0));
    routes.add("GET", "/stays", says("stays")).unwrap();

    let asking = runtime.spawn({
        let (client, served) = (Arc::clone(&client), Arc::clone(&served));
        async move {
            loop {
                assert_gets(&client, &[("/stays", "stays"), ("/fixed/1", "fixed 1")]).await;
                let own = client.get("/own/0").await;
                assert!(matches!(own.status().as_u16(), 200 | 404), "{own:?}");
                served.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
            }
        }
    });
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let routes = &routes;
            scope.spawn(move || {
                for _ in 0..ROUNDS {
                    let id = routes.add("GET", &format!("/own/{thread}"), says("own")).unwrap();
                    routes.remove(id).unwrap();
                }
                routes.add("GET", &format!("/last/{thread}"), says("last")).unwrap();
            });
        }
    });
    assert_eq!(routes.routes().len(), 1 + THREADS);
    runtime.block_on(async {
        while served.load(Ordering::Relaxed) == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert!(!asking.is_finished());
        asking.abort();
        assert_gets(&client, &[("/last/0", "last"), ("/last/3", "last"), ("/own/0", "404")]).await;
    });
}
