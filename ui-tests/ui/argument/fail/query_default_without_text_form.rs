//! A default does not change that.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Default)]
struct Page {
    number: u32,
}

#[get("/users")]
async fn users(#[query(default)] page: Page) -> String {
    page.number.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
