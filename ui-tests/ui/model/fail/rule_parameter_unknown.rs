//! So is a misspelt parameter of a rule.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(length(mx = 50))]
    name: String,
}

fn main() {}
