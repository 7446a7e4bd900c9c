//! With a default there is always a value.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[query(default = 1)] page: Option<u32>) -> String {
    page.unwrap_or(1).to_string()
}

const T: Routes<AppState> = routes![list];

fn main() {}
