//! A method that an attribute names twice is one too many.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[route(GET | POST | GET, "/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
