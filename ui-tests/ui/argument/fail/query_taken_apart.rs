//! A whole query has one name.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model(input)]
struct Filter {
    page: u32,
}

#[get("/books")]
async fn list(#[query] Filter { page }: Filter) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![list];

fn main() {}
