//! What lives across an `await` can go to another thread.
use std::rc::Rc;

use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Clone)]
struct User;

async fn nap() {}

#[extractor]
async fn user() -> User {
    let count = Rc::new(1);
    nap().await;
    let _ = count.to_string();
    User
}

#[get("/users")]
async fn users(_user: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
