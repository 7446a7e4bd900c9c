//! An extractor's value that borrows from the request, which the middleware hands on.

use cepa::extract::Bearer;
use cepa::prelude::*;

#[derive(Clone, State)]
struct AppState {
    secret: String,
}

#[middleware]
async fn keyed(token: Bearer<'_>, request: Request, next: Next) -> Response {
    let _ = token;
    next.run(request).await
}

#[get("/")]
async fn index(#[state] secret: &String) -> String {
    secret.clone()
}

const ROUTES: Routes<AppState> = routes![#[layer(keyed)] index];

fn main() {
    let _ = ROUTES;
}
