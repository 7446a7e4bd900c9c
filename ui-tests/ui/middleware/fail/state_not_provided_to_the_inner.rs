//! Of several layers around a mounted table the one that is at fault is told.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Db;

#[middleware]
async fn stamp(request: Request, next: Next) -> Response {
    next.run(request).await
}

#[middleware]
async fn log(request: Request, next: Next, #[state] _db: &Db) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const USERS: Routes<AppState> = routes![users];

const T: Routes<AppState> = routes![#![layer(stamp)] #[layer(log)] "/api" => USERS];

fn main() {}
