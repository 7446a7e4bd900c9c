//! A rule fits its field's type.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(email)]
    age: u32,
}

fn main() {}
