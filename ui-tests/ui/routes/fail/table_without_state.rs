//! A table that names no state is mounted in one that names none.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const USERS: Routes = routes![users];

const T: Routes<AppState> = routes!["/api" => USERS];

fn main() {}
