//! `#[binary]` writes bytes.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/count")]
#[binary]
async fn count() -> u64 {
    3
}

const T: Routes<AppState> = routes![count];

fn main() {}
