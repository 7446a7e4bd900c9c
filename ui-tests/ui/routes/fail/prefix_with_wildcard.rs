//! A prefix has a fixed number of segments.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes!["/{*rest}" => { users }];

fn main() {}
