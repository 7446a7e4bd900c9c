//! A time has a unit.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users", timeout = 30)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
