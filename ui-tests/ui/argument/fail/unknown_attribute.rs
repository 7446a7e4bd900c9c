//! A misspelt mark is one error, and rustc is not asked about it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[qeury] page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
