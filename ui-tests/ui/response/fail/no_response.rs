//! A type that is no answer is told at the return type.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct User;

#[get("/users")]
async fn users() -> User {
    User
}

const T: Routes<AppState> = routes![users];

fn main() {}
