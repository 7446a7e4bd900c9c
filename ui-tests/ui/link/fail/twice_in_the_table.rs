//! A link leads to one place.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users, "/again" => { users }];

fn main() {
    let _ = cepa::link!(T, users());
}
