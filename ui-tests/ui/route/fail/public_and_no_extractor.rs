//! Of an argument that nothing computes, nobody can say whether it asks for credentials: nothing is said of `public`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Foo;

#[get("/users", public)]
async fn users(_foo: Foo) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
