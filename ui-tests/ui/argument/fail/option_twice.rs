//! An option of an argument is given once.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[query(default = 1, default = 2)] page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
