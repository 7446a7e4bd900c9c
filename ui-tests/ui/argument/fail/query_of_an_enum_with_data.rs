//! One name has one text, and an enum with data is more.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
enum Filter {
    All,
    Since { year: u32 },
}

#[get("/books")]
async fn list(#[query] _filter: Filter) -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
