//! Under `#[json]` a value is a model, or `Json` of a plain serde type.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct User;

#[get("/users")]
#[json]
async fn users() -> User {
    User
}

const T: Routes<AppState> = routes![users];

fn main() {}
