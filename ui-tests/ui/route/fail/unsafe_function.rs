//! A route is called by the server, which promises nothing.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async unsafe fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
