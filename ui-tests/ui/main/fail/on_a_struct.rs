//! `#[cepa::main]` is for a function.
#[cepa::main]
struct Main;

fn main() {}
