//! A middleware answers with a response.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[middleware]
async fn log(request: Request, next: Next) -> u32 {
    next.run(request).await.status().as_u16().into()
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#[layer(log)] users];

fn main() {}
