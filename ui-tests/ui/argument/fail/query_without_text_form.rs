//! A query value has a text form.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Page {
    number: u32,
}

#[get("/users")]
async fn users(#[query] page: Page) -> String {
    page.number.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
