//! What is no state cannot be a table's.
use cepa::prelude::*;

struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
