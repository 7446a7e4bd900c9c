//! A value behind the route is for a parameter of its prefix.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/orders/{id}")]
async fn order(id: u32) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes!["/shops" => { order }];

fn main() {
    let _ = cepa::link!(T, order(3), shop = 7);
}
