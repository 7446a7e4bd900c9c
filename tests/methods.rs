//! Which method a route answers: one handler for each, several for one, HEAD, OPTIONS, 405.

use cepa::prelude::*;
use cepa::test::Client;
use cepa_tests::{outcome, problem};

#[get("/pet")]
async fn get_pet() -> &'static str {
    "get"
}
#[post("/pet")]
async fn post_pet() -> &'static str {
    "post"
}
#[put("/pet")]
async fn put_pet() -> &'static str {
    "put"
}
#[patch("/pet")]
async fn patch_pet() -> &'static str {
    "patch"
}
#[delete("/pet")]
async fn delete_pet() -> &'static str {
    "delete"
}
#[head("/pet")]
async fn head_pet() -> Response {
    let mut response = Response::default();
    response.headers_mut().insert("x-own", cepa::http::HeaderValue::from_static("head"));
    response
}
#[options("/pet")]
async fn options_pet() -> &'static str {
    "options"
}
#[trace("/pet")]
async fn trace_pet() -> &'static str {
    "trace"
}

/// Each method has its handler, HEAD and OPTIONS too.
#[cepa::test]
async fn one_handler_per_method() {
    let client = Client::new(App::new(routes![
        get_pet,
        post_pet,
        put_pet,
        patch_pet,
        delete_pet,
        head_pet,
        options_pet,
        trace_pet
    ]));
    for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(outcome(&client.request(method, "/pet").await), method.to_lowercase());
    }
    let answer = client.head("/pet").await;
    assert_eq!((answer.status().as_u16(), answer.text(), answer.header("x-own")), (200, "", Some("head")));
}

/// The annotated function is still the function.
#[cepa::test]
async fn the_function_stays_callable() {
    assert_eq!(get_pet().await, "get");
}

/// `#[any]` takes what no other route of the path names.
#[cepa::test]
async fn any_takes_what_is_left() {
    #[any("/echo")]
    async fn any_echo() -> &'static str {
        "any"
    }
    #[put("/echo")]
    async fn put_echo() -> &'static str {
        "put"
    }
    let client = Client::new(App::new(routes![any_echo, put_echo]));
    for method in ["GET", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "LIST"] {
        assert_eq!(outcome(&client.request(method, "/echo").await), "any", "{method}");
    }
    assert_eq!(outcome(&client.put("/echo").await), "put");
}

/// A list of methods on one function; methods of one's own by name, compared with their case.
#[cepa::test]
async fn several_and_own_methods() {
    #[route(GET | POST | "LIST", "/search")]
    async fn search() -> &'static str {
        "search"
    }
    #[route("PURGE", "/cache")]
    async fn purge() -> &'static str {
        "purged"
    }
    let client = Client::new(App::new(routes![search, purge]));
    for method in ["GET", "POST", "LIST"] {
        assert_eq!(outcome(&client.request(method, "/search").await), "search");
    }
    assert_eq!(outcome(&client.request("PURGE", "/cache").await), "purged");
    assert_eq!(outcome(&client.request("purge", "/cache").await), "405");
    assert_eq!(outcome(&client.request("GeT", "/search").await), "405");
}

/// 405 carries `Allow`, with what is derived too (RFC 9110, section 15.5.6), and is a problem.
#[cepa::test]
async fn a_wrong_method_is_405_with_allow() {
    #[get("/1/{b}")]
    async fn get_one(b: &str) -> String {
        b.to_owned()
    }
    #[route("VIEW", "/1/{b}")]
    async fn view_one(b: &str) -> String {
        b.to_owned()
    }
    #[delete("/{a}/{b}")]
    async fn delete_any(a: &str, b: &str) -> String {
        format!("{a}{b}")
    }
    #[post("/only")]
    async fn only_post() -> &'static str {
        "post"
    }
    let client = Client::new(App::new(routes![get_one, view_one, delete_any, only_post]));
    let answer = client.put("/1/2").await;
    answer.assert_status(405);
    assert_eq!(answer.header("allow"), Some("DELETE, GET, HEAD, OPTIONS, VIEW"));
    assert_eq!(problem(&answer)["title"], "Method Not Allowed");
    // Less specific, but it has the method.
    assert_eq!(outcome(&client.delete("/1/2").await), "12");
    let answer = client.get("/only").await;
    answer.assert_status(405);
    assert_eq!(answer.header("allow"), Some("OPTIONS, POST"));
    client.post("/only").await.assert_status(200);
    client.post("/nowhere").await.assert_status(404);
}

/// HEAD is answered by GET, with its length and without its body.
#[cepa::test]
async fn head_comes_from_get() {
    #[get("/tea")]
    async fn tea() -> &'static str {
        "tea"
    }
    let client = Client::new(App::new(routes![tea]));
    let answer = client.head("/tea").await;
    answer.assert_status(200);
    assert_eq!((answer.text(), answer.header("content-length")), ("", Some("3")));
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    let missing = client.head("/nowhere").await;
    missing.assert_status(404);
    assert_eq!(missing.text(), "");
}

/// OPTIONS needs no route.
#[cepa::test]
async fn options_lists_the_methods() {
    let client = Client::new(App::new(routes![get_pet, patch_pet]));
    let answer = client.options("/pet").await;
    answer.assert_status(204);
    assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS, PATCH"));
    client.options("/nowhere").await.assert_status(404);
}

/// HEAD that is named goes before the one derived from GET.
#[cepa::test]
async fn an_own_head_goes_first() {
    let client = Client::new(App::new(routes![get_pet, head_pet]));
    assert_eq!(client.head("/pet").await.header("x-own"), Some("head"));
    let client = Client::new(App::new(routes![post_pet]));
    client.get("/pet").await.assert_status(405);
    client.head("/pet").await.assert_status(405);
}
