//! A controller is an `impl` block.
use cepa::prelude::*;

#[controller("/users")]
struct Users;

fn main() {}
