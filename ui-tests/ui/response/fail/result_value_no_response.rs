//! In a `Result` it is the value that is no answer.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct User;

#[get("/users")]
async fn users() -> Result<User, Problem> {
    Ok(User)
}

const T: Routes<AppState> = routes![users];

fn main() {}
