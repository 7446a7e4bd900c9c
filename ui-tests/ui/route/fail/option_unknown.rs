//! A misspelt option is refused, not taken for metadata.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users", statsu = 201)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
