//! A misspelt rule across arguments is refused.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
#[validate(custm(function = check))]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
