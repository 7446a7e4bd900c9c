//! The state has no default: nobody sends it.
use cepa::prelude::*;

struct Db;

#[derive(State)]
struct AppState {
    db: Db,
}

#[get("/users")]
async fn users(#[state(default)] _db: &Db) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
