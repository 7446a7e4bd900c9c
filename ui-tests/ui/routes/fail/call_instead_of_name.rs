//! A route is named, not called.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users()];

fn main() {}
