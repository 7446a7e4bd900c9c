//! The query is no part of the path.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users?page=1")]
async fn users(#[query] page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
