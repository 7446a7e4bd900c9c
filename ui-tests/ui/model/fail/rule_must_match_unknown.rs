//! `must_match` names a field that is there.
use cepa::prelude::*;

#[model]
struct NewUser {
    password: String,
    #[validate(must_match(other = pasword))]
    again: String,
}

fn main() {}
