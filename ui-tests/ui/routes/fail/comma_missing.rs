//! Entries are separated by commas.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

#[get("/orders")]
async fn orders() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users orders];

fn main() {}
