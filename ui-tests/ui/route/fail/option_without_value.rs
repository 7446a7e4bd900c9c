//! An option that needs a value says which.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[post("/users", limit)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
