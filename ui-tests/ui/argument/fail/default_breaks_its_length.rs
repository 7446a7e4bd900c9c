//! A default keeps the rules of its argument, texts too, and a default that is not written out.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[query(default, length(min = 1))] name: &str) -> String {
    name.to_owned()
}

const T: Routes<AppState> = routes![users];

fn main() {}
