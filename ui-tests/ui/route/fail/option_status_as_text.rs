//! A status is a number.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books", status = "201")]
async fn list() -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
