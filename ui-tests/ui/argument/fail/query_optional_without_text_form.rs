//! In an `Option` it is the value that has none.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Page {
    number: u32,
}

#[get("/users")]
async fn users(#[query] page: Option<Page>) -> String {
    page.map(|page| page.number).unwrap_or_default().to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
