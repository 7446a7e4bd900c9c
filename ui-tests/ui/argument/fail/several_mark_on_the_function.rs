//! The mark of an argument stands on the argument: on the function rustc does not know it, and the argument lacks it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
#[query]
async fn users(page: Option<u32>) -> String {
    format!("{page:?}")
}

const T: Routes<AppState> = routes![users];

fn main() {}
