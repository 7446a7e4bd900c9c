//! A fault inside the function's body is rustc's alone to tell: the route around it says nothing.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    let users: Vec<u32> = "none";
    format!("{users:?}")
}

const T: Routes<AppState> = routes![users];

fn main() {}
