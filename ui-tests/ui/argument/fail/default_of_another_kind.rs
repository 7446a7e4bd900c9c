//! A default is a value of the type.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books")]
async fn list(#[query(default = 0)] all: bool) -> String {
    all.to_string()
}

const T: Routes<AppState> = routes![list];

fn main() {}
