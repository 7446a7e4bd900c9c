//! A mounted table is for the same state.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(State)]
struct OtherState;

#[get("/users")]
async fn users() -> String {
    String::new()
}

const USERS: Routes<OtherState> = routes![users];

const T: Routes<AppState> = routes!["/admin" => USERS];

fn main() {}
