//! A request has one body.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[post("/users")]
async fn create(#[body] name: String, #[body] mail: String) -> String {
    name + &mail
}

const T: Routes<AppState> = routes![create];

fn main() {}
