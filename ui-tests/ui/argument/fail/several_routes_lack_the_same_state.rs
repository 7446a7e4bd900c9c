//! Two routes that lack the same part of the state are two errors, each at its own entry.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Db;

#[get("/users")]
async fn users(#[state] _db: &Db) -> String {
    String::new()
}

#[get("/orders")]
async fn orders(#[state] _db: &Db) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users, orders];

fn main() {}
