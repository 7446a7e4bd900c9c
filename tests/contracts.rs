//! Contract tests: every answer is held against the document.

use std::panic::AssertUnwindSafe;

use cepa::http::StatusCode;
use cepa::prelude::*;
use cepa::response::WithStatus;
use cepa::test::Client;

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
                answers.text(200, "text/html");
            }
        }
        struct Tagged;
        impl IntoResponse for Tagged {
            fn into_response(self) -> Response {
                "text".into_response()
            }
            fn describe(answers: &mut cepa::openapi::Answers<'_>) {
                answers.with_header("ETag", "Its version.", true, |answers| answers.text(200, "text/plain"));
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
