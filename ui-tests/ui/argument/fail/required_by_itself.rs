//! What is no `Option` is always there.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[query(required)] page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![list];

fn main() {}
