//! What the query has under one name goes to one argument.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[query(name = "page")] first: u32, #[query(name = "page")] second: u32) -> String {
    format!("{first} {second}")
}

const T: Routes<AppState> = routes![list];

fn main() {}
