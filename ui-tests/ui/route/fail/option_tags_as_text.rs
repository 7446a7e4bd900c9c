//! Tags are a list.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books", tags = "shop")]
async fn list() -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
