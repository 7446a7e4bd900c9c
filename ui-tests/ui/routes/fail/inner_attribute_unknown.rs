//! At the head of a table stand layers.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#![host("example.com")] users];

fn main() {}
