//! A route stays an ordinary function.
use cepa::prelude::*;

#[get("/sum/{a}/{b}")]
fn sum(a: u32, b: u32) -> String {
    (a + b).to_string()
}

const T: Routes = routes![sum];

fn main() {
    assert_eq!(sum(1, 2), "3");
    let _app = App::new(T);
}
