//! A number without a mark and without a place in the path comes from nowhere.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
