//! A middleware is one function.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log<T>(request: Request, next: Next) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
