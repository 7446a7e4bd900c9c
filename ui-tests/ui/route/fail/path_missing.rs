//! A route names its path.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
