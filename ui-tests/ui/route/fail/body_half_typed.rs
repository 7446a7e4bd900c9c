//! While the body is being typed, the function and its route stay known: the one error is in the body.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{name}")]
async fn user(name: String) -> String {
    name.
}

const T: Routes<AppState> = routes![user];

fn main() {}
