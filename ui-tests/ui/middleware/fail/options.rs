//! A middleware takes no options.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware(first)]
async fn log(request: Request, next: Next) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
