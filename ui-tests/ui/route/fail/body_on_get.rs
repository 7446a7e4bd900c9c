//! A body on GET has to be asked for.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/search")]
async fn search(#[body] words: String) -> String {
    words
}

const T: Routes<AppState> = routes![search];

fn main() {}
