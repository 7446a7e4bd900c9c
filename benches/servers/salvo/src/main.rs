//! The comparison's server in salvo.

mod items;
mod layers;
mod orders;
mod resources;
mod shops;
mod validated;

use salvo::http::request::SecureMaxSize;
use salvo::prelude::*;
use workloads::HELLO;

#[handler]
async fn plaintext() -> &'static str {
    HELLO
}

// The routers are searched in this order, so that the many come last.
fn router() -> Router {
    Router::new()
        .push(Router::with_path("plaintext").get(plaintext))
        .push(Router::with_path("shops/{shop}/items").get(shops::search))
        .push(Router::with_path("orders").post(orders::place))
        .push(Router::with_path("items").get(items::List::all()))
        .push(Router::with_path("import").hoop(SecureMaxSize::new(workloads::BODY_LIMIT_BYTES)).post(items::import))
        .push(layers::router())
        .push(resources::router())
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let acceptor = TcpListener::new(workloads::address()).bind().await;
    Server::new(acceptor).serve(router()).await;
}
