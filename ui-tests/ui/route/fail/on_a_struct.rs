//! A route is a function.
use cepa::prelude::*;

#[get("/users")]
struct Users;

fn main() {}
