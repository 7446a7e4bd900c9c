//! `#[model]` stands above the serde attributes of its type: rustc knows them only from there on.
use cepa::prelude::*;

#[serde(rename_all = "camelCase")]
#[model]
struct NewUser {
    full_name: String,
}

fn main() {}
