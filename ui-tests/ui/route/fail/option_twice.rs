//! An option is given once.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[post("/users", status = 201, limit = "1 MiB", status = 202)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
