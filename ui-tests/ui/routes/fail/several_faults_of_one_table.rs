//! All faults of a table in one run.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const USERS: Routes<AppState> = routes![users];

const T: Routes<AppState> = routes![USERS, "admin" => { users }, #[lyer(())] users, users()];

fn main() {}
