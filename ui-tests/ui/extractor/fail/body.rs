//! The body belongs to the route.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Clone)]
struct User;

#[extractor]
async fn user(#[body] _body: String) -> User {
    User
}

#[get("/users")]
async fn users(_value: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
