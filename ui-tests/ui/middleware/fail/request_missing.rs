//! A middleware takes the request.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log(_next: Next) -> Response {
    Response::default()
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
