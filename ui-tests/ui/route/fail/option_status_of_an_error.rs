//! The status of a route is that of its success.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users", status = 404)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
