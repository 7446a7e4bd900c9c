//! What lives across an `await` can go to another thread.
use std::rc::Rc;

use cepa::prelude::*;

#[derive(State)]
struct AppState;

async fn nap() {}

#[get("/users")]
async fn users() -> String {
    let count = Rc::new(1);
    nap().await;
    count.to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
