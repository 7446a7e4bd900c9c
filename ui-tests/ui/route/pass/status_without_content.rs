//! A status without content, for what has none.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[post("/one", status = 204)]
async fn nothing() {}

#[post("/two", status = 204)]
async fn nothing_or_a_problem() -> Result<(), Problem> {
    Ok(())
}

#[post("/three", status = 202)]
async fn text() -> Option<String> {
    None
}

const T: Routes<AppState> = routes![nothing, nothing_or_a_problem, text];

fn main() {}
