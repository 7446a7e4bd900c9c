//! A prefix is text.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![admin => { users }];

fn main() {}
