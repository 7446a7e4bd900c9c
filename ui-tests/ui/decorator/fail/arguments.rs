//! A decorator of a format takes no arguments.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
#[json(pretty)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
