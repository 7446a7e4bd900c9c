//! Where nothing could be borrowed from, rustc says so.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/")]
async fn index() -> &str {
    "hello"
}

const T: Routes<AppState> = routes![index];

fn main() {}
