//! Headers know no case: two arguments read the same one.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[header] x_page: u32, #[header(name = "X-Page")] page: u32) -> String {
    format!("{x_page} {page}")
}

const T: Routes<AppState> = routes![list];

fn main() {}
