//! A prefix's parameters have values behind the route.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/orders/{id}")]
async fn order(#[path] shop: u32, id: u32) -> String {
    format!("{shop} {id}")
}

const T: Routes<AppState> = routes!["/shops/{shop}" => { order }];

fn main() {
    let _ = cepa::link!(T, order(3));
}
