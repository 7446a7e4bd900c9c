//! The application.

mod orders_000;
mod support;

use salvo::conn::{Listener, TcpListener};
use salvo::oapi::OpenApi;
use salvo::{Router, Server};

fn router() -> Router {
    let mut router = Router::new();
    router = router.push(orders_000::router());
    let document = OpenApi::new("app", "0.0.0").merge_router(&router);
    router.push(document.into_router("/openapi.json"))
}

#[tokio::main]
async fn main() {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8080".to_owned());
    let acceptor = TcpListener::new(format!("127.0.0.1:{port}")).bind().await;
    Server::new(acceptor).serve(router()).await;
}
