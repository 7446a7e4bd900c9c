//! What a layer demands is asked of routes that have faults of their own, and nothing more is said of them.
use cepa::extract::Basic;
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;

#[middleware]
async fn callers_only(request: Request, next: Next, _user: Basic) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users(_foo: Foo) -> String {
    String::new()
}

const T: Routes<AppState> = routes![
    #[layer(callers_only)]
    users,
    "/again" => { #![layer(callers_only)] users },
];

fn main() {}
