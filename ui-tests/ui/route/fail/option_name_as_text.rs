//! The name of the type is no text.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books", name = "x")]
async fn list() -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
