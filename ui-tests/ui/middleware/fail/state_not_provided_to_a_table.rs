//! What a table's layer borrows from the state is told once, at the layer, however many entries it is around.
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

#[get("/health")]
async fn health() -> String {
    String::new()
}

const USERS: Routes<AppState> = routes![users];

const T: Routes<AppState> = routes![#![layer(log)] health, "/api" => { users }, "/old" => USERS];

fn main() {}
