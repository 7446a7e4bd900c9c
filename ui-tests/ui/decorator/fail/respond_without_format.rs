//! `#[respond]` names its format.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
#[respond]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
