//! A layer is a middleware.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Log;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(Log)] users];

fn main() {}
