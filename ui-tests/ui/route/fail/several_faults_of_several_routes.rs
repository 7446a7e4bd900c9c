//! Faults of different routes do not hide each other, and the table that lists them adds none.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;
struct Bar;

#[get("users")]
async fn users() -> String {
    String::new()
}

#[get("/foo")]
async fn foo(_foo: Foo, _bar: Bar) -> String {
    String::new()
}

#[get("/bar")]
async fn bar() -> Foo {
    Foo
}

const T: Routes<AppState> = routes![users, foo, bar];

fn main() {}
