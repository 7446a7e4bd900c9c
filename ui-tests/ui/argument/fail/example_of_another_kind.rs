//! An example is a value of the type.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[query(example = "tea")] page: Option<u32>) -> String {
    page.unwrap_or(1).to_string()
}

const T: Routes<AppState> = routes![list];

fn main() {}
