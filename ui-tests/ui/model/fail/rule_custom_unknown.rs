//! A function that is not there is rustc's to tell, once.
use cepa::prelude::*;

#[model]
struct NewUser {
    #[validate(custom(function = check_name))]
    name: String,
}

fn main() {}
