//! A regex that is none is told with what the regex parser says of it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{id:[0-9}")]
async fn user(id: u32) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {}
