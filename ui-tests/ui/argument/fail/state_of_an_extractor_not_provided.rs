//! What an extractor borrows has to be provided as well.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Db;

#[derive(Clone)]
struct User;

#[extractor]
async fn user(#[state] _db: &Db) -> User {
    User
}

#[get("/users")]
async fn users(_user: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
