//! The arguments of a middleware are those of a route; the layers that name it add no error.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;

#[middleware]
async fn log(request: Request, next: Next, _foo: Foo) -> Response {
    next.run(request).await
}

#[get("/users")]
async fn users() -> String {
    String::new()
}

const T: Routes<AppState> = routes![#![layer(log)] #[layer(log)] users, "/again" => { users }];

fn main() {
    let _app = App::new(T).state(AppState).with(log);
}
