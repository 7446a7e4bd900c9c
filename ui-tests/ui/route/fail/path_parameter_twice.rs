//! A path has a parameter's name once.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{id}/orders/{id}")]
async fn order(id: u32) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![order];

fn main() {}
