//! The comparison's server in axum.

mod items;
mod layers;
mod orders;
mod resources;
mod shops;
mod validated;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use workloads::HELLO;
use workloads::item::{self, Item};

#[derive(Clone)]
struct AppState {
    items: Arc<[Item]>,
}

async fn plaintext() -> &'static str {
    HELLO
}

// Nothing is set for the size of bodies: 2 MiB are axum's own limit.
fn app() -> Router {
    Router::new()
        .route("/plaintext", get(plaintext))
        .route("/shops/{shop}/items", get(shops::search))
        .route("/orders", post(orders::place))
        .route("/items", get(items::list))
        .route("/import", post(items::import))
        .merge(layers::router())
        .merge(resources::router())
        .with_state(AppState { items: item::all().into() })
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let listener = TcpListener::bind(workloads::address()).await?.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, app()).await
}
