//! What a route lacks is told at the route, not at the layer around it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Db;

#[middleware]
async fn stamp(request: Request, next: Next) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users(#[state] _db: &Db) -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(stamp)] users];

fn main() {}
