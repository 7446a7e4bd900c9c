//! A function without a route attribute is no route.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
