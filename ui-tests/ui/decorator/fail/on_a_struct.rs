//! A decorator is for functions.
use cepa::prelude::*;

#[json]
struct Users;

fn main() {}
