//! The table of other frameworks, `"/admin": TABLE`, is written with `=>`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const USERS: Routes<AppState> = routes![users];

const T: Routes<AppState> = routes!["/admin": USERS];

fn main() {}
