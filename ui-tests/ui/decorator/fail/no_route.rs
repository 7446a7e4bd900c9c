//! A decorator on a function that is no route would do nothing.
use cepa::prelude::*;

#[json]
async fn users() -> String {
    String::new()
}

fn main() {}
