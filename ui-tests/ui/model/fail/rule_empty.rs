//! `#[validate]` on a field says which rule.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate]
    name: String,
}

fn main() {}
