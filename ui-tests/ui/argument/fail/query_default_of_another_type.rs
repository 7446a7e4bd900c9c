//! A default is a value of the argument's type.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users(#[query(default = "one")] page: u32) -> String {
    page.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
