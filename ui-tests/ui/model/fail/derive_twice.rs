//! What `#[model]` derives is not derived again.
use cepa::prelude::*;
use cepa::serde::Serialize;

#[model]
#[derive(Serialize)]
struct NewUser {
    name: String,
}

fn main() {}
