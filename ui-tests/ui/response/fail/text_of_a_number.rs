//! `#[text]` writes text.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/count")]
#[text]
async fn count() -> u64 {
    3
}

const T: Routes<AppState> = routes![count];

fn main() {}
