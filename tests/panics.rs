//! A panic is a 500 for its own request alone, wherever it happens; in a body that is being sent, the end of its connection.

use cepa::bytes::Bytes;
use cepa::extract::{Extraction, FromRequest, Rejection};
use cepa::prelude::*;
use cepa::test::Client;
use cepa_tests::{Wire, assert_gets, bind, problem};
use http_body_util::{BodyExt, Full};

/// Panics when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            panic!("hunter2 in drop");
        }
    }
}

#[derive(Clone)]
struct Panicking;

#[extractor]
async fn panicking() -> Panicking {
    panic!("hunter2 in an extractor")
}

/// By hand, in the first poll and after an await.
struct Late;

impl<'r, S: State> FromRequest<'r, S> for Late {
    async fn from_request(_: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        tokio::task::yield_now().await;
        panic!("hunter2 by hand")
    }
}

#[middleware]
async fn on_the_way_in(_request: Request, _next: Next) -> Response {
    panic!("hunter2 on the way in")
}

#[middleware]
async fn on_the_way_out(request: Request, next: Next) -> Response {
    drop(next.run(request).await);
    panic!("hunter2 on the way out")
}

#[middleware]
async fn only_on_request(request: Request, next: Next, #[query(default)] panic: bool) -> Response {
    if panic {
        panic!("hunter2 on request");
    }
    next.run(request).await
}

#[get("/fine")]
async fn fine() -> &'static str {
    "fine"
}

#[get("/handler")]
async fn handler() -> String {
    panic!("hunter2 in a handler")
}

#[get("/handler/late")]
async fn late_handler() -> String {
    tokio::task::yield_now().await;
    panic!("hunter2 in a handler")
}

#[get("/handler/plain")]
fn plain_handler() -> String {
    panic!("hunter2 in a plain function")
}

#[get("/handler/payload")]
async fn odd_payload() -> String {
    std::panic::panic_any(Bomb)
}

#[get("/extractor")]
async fn extractor(_value: Panicking) -> String {
    String::new()
}

#[get("/extractor/by-hand")]
async fn by_hand(_value: Late) -> String {
    String::new()
}

#[get("/drop")]
async fn dropped() -> &'static str {
    let _bomb = Bomb;
    tokio::task::yield_now().await;
    "dropped"
}

#[get("/drop/cancelled", timeout = "10 ms")]
async fn cancelled() -> &'static str {
    let _bomb = Bomb;
    std::future::pending::<()>().await;
    "never"
}

const ROUTES: Routes = routes![
    fine,
    handler,
    late_handler,
    plain_handler,
    odd_payload,
    extractor,
    by_hand,
    dropped,
    cancelled,
    "/in" => { #![layer(on_the_way_in)] fine },
    "/out" => { #[layer(on_the_way_out)] fine },
];

/// Each place, and the next request after each; nothing of the panic is told.
#[cepa::test]
async fn a_panic_is_a_500_alone() {
    let client = Client::new(App::new(ROUTES));
    for target in [
        "/handler",
        "/handler/late",
        "/handler/plain",
        "/handler/payload",
        "/extractor",
        "/extractor/by-hand",
        "/drop",
        "/in/fine",
        "/out/fine",
    ] {
        let answer = client.get(target).await;
        answer.assert_status(500);
        assert_eq!(problem(&answer)["title"], "Internal Server Error", "{target}");
        assert!(!answer.text().contains("hunter2"), "{answer:?}");
        assert_gets(&client, &[("/fine", "fine")]).await;
    }
}

/// A handler that panics while it is cancelled.
#[cepa::test]
async fn a_panic_in_a_cancelled_handler() {
    let client = Client::new(App::new(ROUTES));
    let answer = client.get("/drop/cancelled").await;
    assert!(answer.status().is_server_error(), "{answer:?}");
    assert!(!answer.text().contains("hunter2"), "{answer:?}");
    assert_gets(&client, &[("/fine", "fine")]).await;
}

/// Layers of the application, before and after routing, with or without a route.
#[cepa::test]
async fn a_panic_in_a_layer_of_the_application() {
    let before = Client::new(App::new(ROUTES).before_routing(only_on_request));
    let after = Client::new(App::new(ROUTES).with(only_on_request));
    for client in [before, after] {
        for target in ["/fine?panic=true", "/nowhere?panic=true"] {
            client.get(target).await.assert_status(500);
            assert_gets(&client, &[("/fine", "fine"), ("/nowhere", "404")]).await;
        }
    }
}

/// A panic further in is an answer to a layer further out.
#[cepa::test]
async fn layers_outside_see_an_answer() {
    #[middleware]
    async fn status(request: Request, next: Next) -> Response {
        let response = next.run(request).await;
        format!("was {}", response.status().as_u16()).into_response()
    }
    assert_gets(&Client::new(App::new(ROUTES).with(status)), &[("/handler", "was 500"), ("/in/fine", "was 500")]).await;
}

/// On the wire: the connection goes on after a 500; a panic in a body ends its own connection, and no other.
#[cepa::test]
async fn panics_on_the_wire() {
    #[get("/body")]
    async fn body() -> Response {
        let panicking = Full::new(Bytes::from_static(b"never")).map_frame(|_| panic!("hunter2 in a body"));
        Response::new(Body::new(panicking))
    }
    const WIRED: Routes = routes![body, "" => ROUTES];
    let server = bind(App::new(WIRED)).await;
    let mut one = Wire::connect(&server).await;
    let mut other = Wire::connect(&server).await;
    for (target, status) in [("/handler", 500), ("/fine", 200), ("/drop", 500), ("/fine", 200)] {
        one.send(format!("GET {target} HTTP/1.1\r\nhost: x\r\n\r\n")).await;
        assert_eq!(one.reply().await.status(), status, "{target}");
    }
    one.send("GET /body HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(!one.rest().await.contains("hunter2"));
    other.send("GET /fine HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert_eq!(other.reply().await.body, "fine");
    let mut third = Wire::connect(&server).await;
    third.send("GET /fine HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert_eq!(third.reply().await.body, "fine");
}
