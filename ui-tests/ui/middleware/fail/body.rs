//! The body belongs to the route.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log(request: Request, next: Next, #[body] body: String) -> Response {
    let _ = body.len();
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
