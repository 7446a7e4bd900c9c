//! A header's name is a token.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[header(name = "X Trace")] trace: String) -> String {
    trace
}

const T: Routes<AppState> = routes![users];

fn main() {}
