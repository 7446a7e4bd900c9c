//! Clients make names from it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books", operation_id = "list books/all")]
async fn list() -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
