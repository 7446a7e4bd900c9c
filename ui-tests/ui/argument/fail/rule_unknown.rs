//! A misspelt rule is refused, and the one that is near is named.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[query(rnage(max = 9))] page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
