//! A route said to be open to everyone asks for credentials: told at the word that says so.
use cepa::extract::Bearer;
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/secrets", public)]
async fn secrets(_user: Bearer<'_>) -> String {
    String::new()
}

const T: Routes<AppState> = routes![secrets];

fn main() {}
