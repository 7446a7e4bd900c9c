//! The rest of the onion is no parameter of the user's.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log<N: Next>(request: Request, next: N) -> Response {
    next.run(request).await
}

#[get("/")]
async fn index() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] index];

fn main() {}
