//! The application.

mod orders_000;
mod support;

use axum::routing::get;
use axum::{Json, Router};
use utoipa_axum::router::OpenApiRouter;

fn router() -> Router {
    let mut router = OpenApiRouter::new();
    router = router.merge(orders_000::router());
    let (router, document) = router.split_for_parts();
    router.route("/openapi.json", get(async || Json(document)))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8080".to_owned());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    axum::serve(listener, router()).await
}
