//! A model is a struct or an enum.
use cepa::prelude::*;

#[model]
union NewUser {
    id: u32,
}

fn main() {}
