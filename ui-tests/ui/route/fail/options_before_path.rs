//! The path comes first.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get(status = 203, "/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
