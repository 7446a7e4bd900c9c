//! The path is a literal, not a constant: what it holds has to be known while the macro runs.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

const USERS: &str = "/users";

#[get(USERS)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
