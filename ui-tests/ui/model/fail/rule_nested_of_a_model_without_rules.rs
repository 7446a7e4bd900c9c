//! `nested` demands that there are rules.
use cepa::prelude::*;

#[model]
struct Author {
    name: String,
}

#[model]
struct Book {
    #[validate(nested)]
    authors: Vec<Author>,
}

fn main() {}
