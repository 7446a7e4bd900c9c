//! A misspelt parameter is one error, at the argument, and not one in the path as well.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{user_id}")]
async fn user(usr_id: u32) -> String {
    usr_id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {}
