//! What the application's state lacks is told at the table, with both names.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Db;

#[get("/users")]
async fn users(#[state] _db: &Db) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
