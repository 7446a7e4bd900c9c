//! An answer is written one way.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
#[json]
#[text]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
