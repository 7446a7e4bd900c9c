//! A table needs a place, if only an empty one.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const USERS: Routes<AppState> = routes![users];

const T: Routes<AppState> = routes![USERS];

fn main() {}
