//! The same under `#[json]`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Broken;

#[get("/users")]
#[json]
async fn users() -> Result<String, Broken> {
    Err(Broken)
}

const T: Routes<AppState> = routes![users];

fn main() {}
