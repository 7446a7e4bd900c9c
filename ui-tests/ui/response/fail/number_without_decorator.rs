//! A number has to be told how it is written.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/count")]
async fn count() -> u64 {
    3
}

const T: Routes<AppState> = routes![count];

fn main() {}
