//! The arguments of an extractor are those of a route.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;

#[derive(Clone)]
struct User;

#[extractor]
async fn user(_foo: Foo) -> User {
    User
}

#[get("/users")]
async fn users(_user: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
