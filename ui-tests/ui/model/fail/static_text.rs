//! What a request says does not live for ever.
use cepa::prelude::*;

#[model]
struct NewUser {
    name: &'static str,
}

fn main() {}
