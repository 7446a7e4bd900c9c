//! `#[route]` names its method.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[route("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
