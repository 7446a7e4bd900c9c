//! rustc itself warns of a private route that stands in no table, once.
#![deny(dead_code)]
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

#[get("/users/{id}")]
async fn user(id: u32) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {
    let _ = App::new(T).state(AppState);
}
