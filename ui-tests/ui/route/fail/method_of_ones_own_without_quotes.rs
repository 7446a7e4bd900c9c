//! A method of one's own is written in quotes.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[route(FLUSH_CACHE, "/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
