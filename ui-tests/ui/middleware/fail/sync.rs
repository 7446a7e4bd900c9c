//! A middleware waits for those further in.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
fn log(_request: Request, _next: Next) -> Response {
    Response::default()
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
