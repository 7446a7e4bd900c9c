//! A layer is marked: a function with the right arguments is not enough.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

async fn log(request: Request, next: impl Next) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
