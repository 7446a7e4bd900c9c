//! The status of a rule is one of an error.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(email(status = 200))]
    mail: String,
}

fn main() {}
