//! What is borrowed from a request does not live for ever.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{name}")]
async fn user(name: &'static str) -> String {
    name.to_owned()
}

const T: Routes<AppState> = routes![user];

fn main() {}
