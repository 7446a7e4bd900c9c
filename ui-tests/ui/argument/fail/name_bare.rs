//! A name is written out.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[query("tag")] tags: Vec<String>) -> String {
    tags.join(",")
}

const T: Routes<AppState> = routes![list];

fn main() {}
