//! A range is for numbers.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[query(range(min = 1))] name: Option<&str>) -> String {
    name.unwrap_or_default().to_owned()
}

const T: Routes<AppState> = routes![users];

fn main() {}
