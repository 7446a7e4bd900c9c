//! A model that only goes out is no body.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model(output)]
struct User {
    name: String,
}

#[post("/users")]
async fn create(#[body] user: User) -> String {
    user.name
}

const T: Routes<AppState> = routes![create];

fn main() {}
