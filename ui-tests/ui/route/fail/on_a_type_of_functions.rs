//! A type of functions is none.
use cepa::prelude::*;

#[get("/x")]
type F = fn(u32) -> u32;

fn main() {}
