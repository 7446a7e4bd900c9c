//! A 204 has no content: the text would be lost.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books", status = 204)]
async fn list() -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
