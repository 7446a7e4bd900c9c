//! A test is asynchronous.
#[cepa::test]
fn works() {}

fn main() {}
