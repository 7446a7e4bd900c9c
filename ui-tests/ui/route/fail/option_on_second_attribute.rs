//! Several route attributes share their options: the first has them.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
#[get("/people", status = 203)]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
