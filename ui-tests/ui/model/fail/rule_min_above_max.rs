//! Nothing lies between bounds that are the wrong way round.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(length(min = 9, max = 3))]
    name: String,
}

fn main() {}
