//! A link leads to a route of the table.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

#[get("/orders")]
async fn orders() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {
    let _ = cepa::link!(T, orders());
}
