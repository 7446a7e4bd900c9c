//! What an extractor refuses with has a status.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Clone)]
struct User;
struct Broken;

#[extractor]
async fn user() -> Result<User, Broken> {
    Err(Broken)
}

#[get("/users")]
async fn users(_user: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
