//! Through the client, in process.

use cepa::prelude::*;
use cepa::test::Client;

use super::{ROUTES, hello};

#[cepa::test]
async fn greets_as_often_as_asked() {
    let client = Client::new(App::new(ROUTES));
    assert_eq!(client.get("/hello/you").await.text(), "hello you\n");
    assert_eq!(client.call(hello::request("you", 2)).await.text(), "hello you\nhello you\n");
}

#[cepa::test]
async fn too_often_is_refused() {
    let client = Client::new(App::new(ROUTES));
    let answer = client.get("/hello/you?times=10").await;
    answer.assert_status(422);
    assert!(answer.text().contains("#/times"), "{answer:?}");
}
