//! A middleware takes the rest of the onion.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log(_request: Request) -> Response {
    Response::default()
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
