//! A function that waits for nothing need not be `async`.
use cepa::prelude::*;

#[get("/users")]
fn users() -> &'static str {
    "none"
}

const T: Routes = routes![users];

fn main() {
    let _app = App::new(T);
}
