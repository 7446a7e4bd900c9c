//! The path's parameter and the argument have two names.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books/{book_id}")]
async fn show(page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![show];

fn main() {}
