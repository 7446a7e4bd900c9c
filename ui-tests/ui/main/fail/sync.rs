//! `main` is asynchronous.
#[cepa::main]
fn main() {}
