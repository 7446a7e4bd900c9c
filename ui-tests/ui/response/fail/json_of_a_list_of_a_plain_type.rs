//! In a list it is the element that is no model.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct User;

#[get("/users")]
#[json]
async fn users() -> Vec<User> {
    Vec::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
