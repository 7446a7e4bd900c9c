//! Rules are for what a client sends.
use cepa::prelude::*;

struct Db;

#[derive(State)]
struct AppState {
    db: Db,
}

#[get("/users")]
async fn users(#[state] #[validate(nested)] _db: &Db) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
