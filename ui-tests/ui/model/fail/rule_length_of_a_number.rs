//! A number has no length.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(length(min = 1))]
    age: u32,
}

fn main() {}
