//! Each argument is judged by itself.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;
struct Bar;

#[get("/users")]
async fn users(_foo: Foo, _bar: Bar, #[query] _baz: Foo) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
