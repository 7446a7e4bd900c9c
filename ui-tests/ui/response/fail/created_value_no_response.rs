//! In a `Created` it is the value that cannot be written.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct User;

#[post("/users")]
#[json]
async fn create() -> Created<User> {
    Created(User)
}

const T: Routes<AppState> = routes![create];

fn main() {}
