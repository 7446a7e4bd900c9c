//! Two routes that answer the same request are named with file and line.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{id}")]
async fn by_id(id: u32) -> String {
    id.to_string()
}

#[get("/users/{name}")]
async fn by_name(name: String) -> String {
    name
}

const T: Routes<AppState> = routes![by_id, by_name];

fn main() {}
