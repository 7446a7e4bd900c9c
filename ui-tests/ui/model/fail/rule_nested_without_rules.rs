//! `nested` asks for the rules of a type that has them.
use cepa::prelude::*;

#[derive(cepa::serde::Serialize, cepa::serde::Deserialize, cepa::schemars::JsonSchema)]
#[serde(crate = "cepa::serde")]
#[schemars(crate = "cepa::schemars")]
struct Address {
    city: String,
}

#[model]
struct NewUser {
    #[validate(nested)]
    address: Address,
}

fn main() {}
