//! What is no `Option` is always there.
use cepa::prelude::*;

#[model]
struct Book {
    #[validate(required)]
    title: String,
}

fn main() {}
