//! What a rule carries stands inside of it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[query(pattern = "^[a-z]+$", status = 409)] tag: &str) -> String {
    tag.to_owned()
}

const T: Routes<AppState> = routes![list];

fn main() {}
