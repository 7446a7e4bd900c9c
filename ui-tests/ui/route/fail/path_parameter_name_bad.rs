//! A parameter is called as an argument can be.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{user-id}")]
async fn user(user_id: u32) -> String {
    user_id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {}
