//! `next: Next` means something in a middleware only: rustc tells that `Next` is no type, we that the layer is no middleware.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

async fn log(request: Request, next: Next) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
