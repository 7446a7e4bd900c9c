//! A size has a unit that is known.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[post("/users", limit = "10 megabytes")]
async fn create(#[body] name: String) -> String {
    name
}

const T: Routes<AppState> = routes![create];

fn main() {}
