//! An `Option` without a mark and without a place in the path comes from nowhere.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(page: Option<u32>) -> String {
    format!("{page:?}")
}

const T: Routes<AppState> = routes![users];

fn main() {}
