//! A pattern is a regular expression.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(regex(pattern = "[a-z"))]
    name: String,
}

fn main() {}
