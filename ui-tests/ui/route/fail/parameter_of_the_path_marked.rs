//! An argument with a mark is not the path's.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books/{id}")]
async fn show(#[query] id: u32) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![show];

fn main() {}
