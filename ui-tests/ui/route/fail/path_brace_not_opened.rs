//! A `}` has its `{`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/id}")]
async fn user(id: u32) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {}
