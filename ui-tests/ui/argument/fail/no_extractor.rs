//! A type that no extractor computes is told at the argument, and not at the table as well.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;

#[get("/users")]
async fn users(_foo: Foo) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
