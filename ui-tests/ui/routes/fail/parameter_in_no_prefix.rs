//! Where the user says which table is the whole, what `#[path]` asks of its prefixes is checked.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/orders/{id}")]
async fn order(#[path] shop: &str, id: u32) -> String {
    format!("order {id} of {shop}")
}

const T: Routes<AppState> = routes!["/shops/{name}" => { order }];

const _: () = cepa::routing::check_arguments(T.nodes());

fn main() {}
