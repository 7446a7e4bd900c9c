//! The same under `#[json]`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct User;

#[get("/users")]
#[json]
async fn users() -> Result<User, Problem> {
    Ok(User)
}

const T: Routes<AppState> = routes![users];

fn main() {}
