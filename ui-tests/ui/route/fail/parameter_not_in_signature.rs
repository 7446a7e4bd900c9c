//! A parameter of the path is taken by an argument.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{user}/orders/{order}")]
async fn order(order: u32) -> String {
    order.to_string()
}

const T: Routes<AppState> = routes![order];

fn main() {}
