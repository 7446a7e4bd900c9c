//! The value is computed once for all who ask, so it can be cloned.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct User;

#[extractor]
async fn user() -> User {
    User
}

#[get("/users")]
async fn users(_user: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
