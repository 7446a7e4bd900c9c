//! Methods are written in upper case.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[route(get, "/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
