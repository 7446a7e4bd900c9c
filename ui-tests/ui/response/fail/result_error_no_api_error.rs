//! In a `Result` it is the error that has no status.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Broken;

#[get("/users")]
async fn users() -> Result<String, Broken> {
    Err(Broken)
}

const T: Routes<AppState> = routes![users];

fn main() {}
