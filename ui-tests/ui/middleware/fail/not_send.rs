//! What lives across an `await` can go to another thread.
use std::rc::Rc;

use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log(request: Request, next: Next) -> Response {
    let count = Rc::new(1);
    let response = next.run(request).await;
    let _ = count.to_string();
    response
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
