//! The docs page: its parts, where it is, and what goes before it.

use std::io::Read;

use cepa::app::DynamicRoutes;
use cepa::http::HeaderMap;
use cepa::prelude::*;
use cepa::serde_json::Value;
use cepa::test::{Client, TestResponse};
use cepa_tests::{assert_gets, bind};
use flate2::read::GzDecoder;

/// Greets whoever asks.
#[get("/hello/{name}")]
async fn hello(name: &str) -> String {
    format!("hello {name}")
}

const ROUTES: Routes = routes![hello];
const FILES: [&str; 3] = ["start.js", "swagger-ui-bundle.js", "swagger-ui.css"];

fn client() -> Client<()> {
    Client::new(App::new(ROUTES).docs("/docs"))
}

/// The text of an answer, unpacked where it is gzip.
fn text(answer: &TestResponse) -> String {
    if answer.header("content-encoding").is_none() {
        return answer.text().to_owned();
    }
    let mut text = String::new();
    // This compares check sum and length too.
    GzDecoder::new(&answer.bytes()[..]).read_to_string(&mut text).expect("gzip of text");
    text
}

fn is_page(answer: &TestResponse) -> bool {
    answer.status() == 200 && answer.text().contains("<title>API documentation</title>")
}

fn is_document(answer: &TestResponse) -> bool {
    answer.header("content-type") == Some("application/json")
        && answer.json::<Value>()["paths"]["/hello/{name}"]["get"]["operationId"] == "docs_hello"
}

/// What the page refers to is there, of the right type, and what Swagger UI's release holds.
#[cepa::test]
async fn the_page_is_complete() {
    let client = client();
    let page = client.get("/docs").await;
    assert!(is_page(&page), "{page:?}");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(is_document(&client.get("/openapi.json").await));

    let mut files = Vec::new();
    for file in FILES {
        assert!(page.text().contains(&format!("\"?{file}\"")), "{file}: {page:?}");
        let answer = client.get(&format!("/docs?{file}")).await;
        answer.assert_status(200);
        let expected = if file.ends_with(".js") { "text/javascript; charset=utf-8" } else { "text/css; charset=utf-8" };
        assert_eq!(answer.header("content-type"), Some(expected), "{file}");
        files.push(text(&answer));
    }
    assert!(files[0].contains("SwaggerUIBundle("));
    assert!(files[1].contains("SwaggerUIBundle=") && files[1].len() > 1_000_000);
    assert!(files[2].starts_with(".swagger-ui"));
    // A query of somebody else's is still the page.
    assert!(is_page(&client.get("/docs?from=mail").await));
}

/// The page asks nobody else: neither in what we wrote, nor would the browser let it.
#[cepa::test]
async fn nothing_comes_from_elsewhere() {
    let client = client();
    let page = client.get("/docs").await;
    let script = client.get("/docs?start.js").await;
    for answer in [&page, &script] {
        assert!(!answer.text().contains("//cdn") && !answer.text().contains("http"), "{answer:?}");
    }
    // No script but those that have an address.
    assert_eq!(page.text().matches("<script").count(), page.text().matches("<script src=\"?").count());
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains("*"), "{policy}");
}

/// Operations are tried out at the servers that the document names, too.
#[cepa::test]
async fn the_page_may_ask_the_servers_of_the_document() {
    let info = cepa::openapi::Info::new()
        .server("https://api.example.org/v1", "production")
        .server("http://[::1]:8080", "here")
        .server("/beside", "by path")
        .server("https://a;b.example.org", "no host");
    for app in [App::new(routes![]).info(info.clone()), App::new(routes![]).docs("/docs").info(info.clone())] {
        let page = Client::new(app).get("/docs").await;
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.contains("; connect-src 'self' https://api.example.org http://[::1]:8080; "), "{policy}");
    }
}

/// Each part has a tag of its own, and is not sent again to a client that has it (RFC 9110, section 13.1.2).
#[cepa::test]
async fn a_copy_that_is_current_is_not_sent_again() {
    let client = client();
    let mut tags = Vec::new();
    for target in ["/docs", "/docs?start.js", "/docs?swagger-ui-bundle.js", "/docs?swagger-ui.css", "/openapi.json"] {
        let answer = client.get(target).await;
        let etag = answer.header("etag").expect("a tag").to_owned();
        assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");
        assert_eq!(answer.header("cache-control"), Some("no-cache"), "{target}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{target}");
        assert_eq!(answer.header("vary").is_some(), answer.header("content-encoding").is_some(), "{target}");
        assert_eq!(client.get(target).await.header("etag"), Some(&*etag));

        for current in [etag.clone(), format!("W/{etag}"), format!("\"a,b\" , W/{etag},\"c\""), "*".to_owned()] {
            let answer = client.get(target).header("if-none-match", &current).await;
            answer.assert_status(304);
            assert!(answer.bytes().is_empty());
            assert_eq!(answer.header("etag"), Some(&*etag));
            assert_eq!(answer.header("cache-control"), Some("no-cache"));
            assert_eq!(answer.header("vary"), client.get(target).await.header("vary"));
            assert_eq!(answer.header("content-encoding"), None);
        }
        for other in ["\"other\"", "", "W/", etag.trim_matches('"'), &format!("w/{etag}")] {
            client.get(target).header("if-none-match", other).await.assert_status(200);
        }
        client.head(target).header("if-none-match", &etag).await.assert_status(304);
        tags.push(etag);
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 5);
}

/// HEAD tells all that GET does, and the other methods are refused.
#[cepa::test]
async fn only_reading_is_allowed() {
    let client = client();
    for target in ["/docs", "/docs?swagger-ui-bundle.js", "/openapi.json"] {
        let (get, head) = (client.get(target).await, client.head(target).await);
        let without = |headers: &HeaderMap| {
            let mut headers = headers.clone();
            headers.remove("content-length");
            headers
        };
        assert_eq!(without(head.headers()), without(get.headers()));
        assert_eq!(head.header("content-length"), Some(&*get.bytes().len().to_string()));
        assert!(head.bytes().is_empty());
        assert_eq!(client.post(target).await.assert_status(405).header("allow"), Some("GET, HEAD, OPTIONS"));
    }
}

/// Without a word from the application, a debug build has page and document, and a release build has neither.
#[cepa::test]
async fn debug_builds_have_the_page() {
    let client = Client::new(App::new(ROUTES));
    let (page, document) = (client.get("/docs").await, client.get("/openapi.json").await);
    if cfg!(debug_assertions) {
        assert!(is_page(&page) && is_document(&document), "{page:?} {document:?}");
        assert!(is_page(&client.get("/docs/").await));
    } else {
        assert_eq!((page.status().as_u16(), document.status().as_u16()), (404, 404));
    }
    let without = Client::new(App::new(ROUTES).without_docs());
    assert_gets(&without, &[("/docs", "404"), ("/openapi.json", "404"), ("/hello/x", "hello x")]).await;
}

/// Who asks for them lists them; who does not has the same list in debug builds as in release builds.
#[cepa::test]
async fn docs_are_no_routes_of_the_table() {
    let listed = |app: App| -> Vec<String> {
        let app = app.build().expect("an application");
        app.routes().map(|route| format!("{} {}", route.pattern, route.meta.is_some())).collect()
    };
    assert_eq!(listed(App::new(ROUTES)), ["/hello/{name} true"]);
    assert_eq!(listed(App::new(ROUTES).docs("/d")), ["/hello/{name} true", "/d false", "/openapi.json false"]);
}

#[get("/docs")]
async fn own_docs() -> &'static str {
    "own docs"
}

#[get("/openapi.json")]
async fn own_document() -> &'static str {
    "own document"
}

#[get("/{page}")]
async fn any_page(page: &str) -> String {
    format!("page {page}")
}

#[post("/docs")]
async fn post_docs() -> &'static str {
    "posted"
}

/// What the application answers itself it answers as in a release build: by the same path, a parameter, a mount, a route that
/// was added while it runs, and by 405.
#[cepa::test]
async fn routes_of_the_application_go_first() {
    let client = Client::new(App::new(routes![own_docs, own_document]));
    assert_gets(&client, &[("/docs", "own docs"), ("/openapi.json", "own document")]).await;
    let client = Client::new(App::new(routes![any_page]));
    assert_gets(&client, &[("/docs", "page docs"), ("/openapi.json", "page openapi.json")]).await;
    let inner = App::new(routes![any_page]).build().expect("an application");
    assert_gets(&Client::new(App::new(ROUTES).mount("/", inner)), &[("/docs", "page docs")]).await;
    let client = Client::new(App::new(routes![post_docs]));
    client.get("/docs").await.assert_status(405);

    let added = DynamicRoutes::new();
    let client = Client::new(App::new(ROUTES).dynamic(&added));
    let id = added.add("GET", "/docs", |_: Request| async { "added" }).expect("no docs in the way");
    assert_gets(&client, &[("/docs", "added")]).await;
    added.remove(id).expect("it is there");
    assert_eq!(is_page(&client.get("/docs").await), cfg!(debug_assertions));
}

/// What was asked for stands where it was asked for; a clash stops the build and names both.
#[cepa::test]
async fn a_clash_names_both() {
    let clash = |routes: Routes, path: &str| App::new(routes).docs(path).build().expect_err("a clash").to_string();
    for (error, ours, theirs) in [
        (clash(routes![own_docs], "/docs"), "the documentation at /docs", "`own_docs` at "),
        (clash(routes![own_document], "/x"), "the documentation at /openapi.json", "`own_document` at "),
        (
            clash(routes![hello], "/openapi.json"),
            "the documentation at /openapi.json",
            "the documentation at /openapi.json",
        ),
    ] {
        assert!(error.contains(ours) && error.contains(theirs), "{error}");
    }
    // A parameter is no clash: the literal path goes first.
    assert!(is_page(&Client::new(App::new(routes![any_page]).docs("/docs")).get("/docs").await));
    assert_gets(&Client::new(App::new(routes![own_docs]).docs("/x")), &[("/docs", "own docs")]).await;
}

/// How far up the application's root is does not hang on where the application is: the page counts segments of its own path.
#[cepa::test]
async fn the_page_finds_its_document() {
    for (path, segments, link) in [
        ("/docs", 1, "openapi.json"),
        ("/", 0, "openapi.json"),
        ("/internal/api/docs", 3, "../../openapi.json"),
        ("/internal/docs/", 2, "../openapi.json"),
    ] {
        let page = Client::new(App::new(ROUTES).docs(path)).get(path).await;
        let text = page.text();
        assert!(
            text.contains(&format!("data-segments=\"{segments}\" data-document=\"/openapi.json\"")),
            "{path}: {text}"
        );
        assert!(text.contains(&format!("href=\"{link}\"")), "{path}: {text}");
    }
}

/// Below a mount and a prefix page, files and document are those at the root, byte by byte.
#[cepa::test]
async fn it_is_the_same_below_a_prefix() {
    let inner = App::new(ROUTES).docs("/docs").build().expect("an application");
    let client = client();
    let below = Client::new(App::new(routes![]).root_path("/proxied").mount("/api", inner));
    for target in ["/docs", "/docs/", "/docs?start.js", "/docs/?swagger-ui.css", "/openapi.json"] {
        let answer = below.get(&format!("/api{target}")).await;
        answer.assert_status(200);
        assert_eq!(answer.bytes(), client.get(target).await.bytes(), "{target}");
    }
}

/// On a socket: the length is told, and a copy is asked for again.
#[cepa::test]
async fn it_is_served_on_the_wire() {
    let server = bind(App::new(ROUTES).docs("/docs")).await;
    let mut wire = cepa_tests::Wire::connect(&server).await;
    wire.send("GET /docs?swagger-ui.css HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let reply = wire.reply_to_head().await;
    assert_eq!((reply.status(), reply.header("content-encoding")), (200, Some("gzip")));
    let etag = reply.header("etag").expect("a tag").to_owned();

    let mut wire = cepa_tests::Wire::connect(&server).await;
    wire.send(format!("GET /docs?swagger-ui.css HTTP/1.1\r\nhost: x\r\nif-none-match: {etag}\r\n\r\n")).await;
    wire.send("HEAD /docs HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    let reply = wire.reply().await;
    assert_eq!((reply.status(), reply.header("content-length"), reply.header("content-type")), (304, None, None));
    assert_eq!(wire.reply_to_head().await.status(), 200);
    assert_eq!(wire.rest().await, "");
}
