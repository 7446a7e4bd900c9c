//! A model goes in, out, or both ways.
use cepa::prelude::*;

#[model(inptu)]
struct NewUser {
    name: String,
}

fn main() {}
