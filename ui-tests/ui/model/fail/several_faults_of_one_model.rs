//! All faults of a model in one run.
use cepa::prelude::*;

#[model]
struct NewUser<'a> {
    #[validate(emial)]
    mail: String,
    #[validate(length(min = 9, max = 3))]
    name: String,
    nick: &'a str,
}

fn main() {}
