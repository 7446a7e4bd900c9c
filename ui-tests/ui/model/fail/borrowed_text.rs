//! Text with an escape cannot be borrowed.
use cepa::prelude::*;

#[model]
struct NewUser<'a> {
    name: &'a str,
}

fn main() {}
