//! What a middleware borrows from the state has to be provided, which is told at the layer.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Db;

#[middleware]
async fn log(request: Request, next: Next, #[state] _db: &Db) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
