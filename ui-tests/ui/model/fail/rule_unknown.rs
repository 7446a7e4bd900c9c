//! A misspelt rule is refused, and the one that is near is named.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(emial)]
    mail: String,
}

fn main() {}
