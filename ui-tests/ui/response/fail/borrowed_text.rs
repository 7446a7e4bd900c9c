//! Text of an answer cannot be borrowed from the request.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{name}")]
async fn user(name: &str) -> &str {
    name
}

const T: Routes<AppState> = routes![user];

fn main() {}
