//! A table inside a function is checked by `cargo check` too.
use cepa::prelude::*;

#[get("/users")]
async fn list() -> String {
    String::new()
}

#[get("/users")]
async fn all() -> String {
    String::new()
}

fn main() {
    let _app: App = App::new(routes![list, all]);
}
