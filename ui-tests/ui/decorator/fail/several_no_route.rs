//! Two decorators on a function that is no route are two errors, one each.
use cepa::prelude::*;

#[json]
#[validate]
async fn users() -> String {
    String::new()
}

fn main() {}
