//! A middleware has no path of its own.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log(request: Request, next: Next, page: u32) -> Response {
    let _ = page;
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
