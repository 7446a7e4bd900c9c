//! Methods are joined by `|`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[route(GET, POST, "/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
