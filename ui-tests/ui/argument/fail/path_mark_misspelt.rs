//! A parameter marked `#[path]` may be the mount's, but not one that is a slip of the route's own.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{user_id}")]
async fn user(#[path] usr_id: u32) -> String {
    usr_id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {}
