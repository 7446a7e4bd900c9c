//! A model's rules always run.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(skip)]
    name: String,
}

fn main() {}
