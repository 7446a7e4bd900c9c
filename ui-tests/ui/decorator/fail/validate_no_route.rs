//! `#[validate]` on a function that is no route would do nothing.
use cepa::prelude::*;

#[validate]
async fn users() -> String {
    String::new()
}

fn main() {}
