//! `#[validate]` on an argument demands that its type has rules.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct NewUser {
    name: String,
}

#[post("/users")]
async fn create(#[body] #[validate] user: NewUser) -> String {
    user.name
}

const T: Routes<AppState> = routes![create];

fn main() {}
