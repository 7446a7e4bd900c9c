//! `#[cepa::main]` takes no options.
#[cepa::main(flavor = "current_thread")]
async fn main() {}
