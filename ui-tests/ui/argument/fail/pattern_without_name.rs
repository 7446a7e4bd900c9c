//! A pattern has no name that could stand in the request.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[query] (page, size): (u32, u32)) -> String {
    format!("{page} {size}")
}

const T: Routes<AppState> = routes![users];

fn main() {}
