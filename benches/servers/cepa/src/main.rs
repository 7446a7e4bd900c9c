//! The comparison's server in cepa.

mod items;
mod layers;
mod orders;
mod resources;
mod shops;

use std::sync::Arc;

use cepa::prelude::*;
use workloads::HELLO;

#[get("/plaintext")]
async fn plaintext() -> &'static str {
    HELLO
}

#[derive(Clone, State)]
struct AppState {
    items: Arc<items::Items>,
}

const ROUTES: Routes<AppState> = routes![
    plaintext,
    shops::search,
    orders::place,
    orders::place_borrowed,
    "" => layers::ROUTES,
    items::list,
    items::import,
    "" => resources::ROUTES,
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> cepa::Result<()> {
    let state = AppState { items: Arc::new(items::Items::all()) };
    App::new(ROUTES).state(state).serve(workloads::address()).await
}
