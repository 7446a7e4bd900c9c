//! A method that nobody registered is refused, and the one that is near is named.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[route(GTE, "/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
