//! `#[validate]` on a function demands that every body has rules.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[post("/users")]
#[validate]
async fn create(#[body] name: String) -> String {
    name
}

const T: Routes<AppState> = routes![create];

fn main() {}
