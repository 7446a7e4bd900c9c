//! A middleware hands the request on, so it cannot borrow from it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log(request: Request, next: Next, #[header] user_agent: &str) -> Response {
    let _ = user_agent.len();
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
