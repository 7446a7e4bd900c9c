//! What a rule carries stands inside of it.
use cepa::prelude::*;

#[model]
struct Book {
    #[validate(length(max = 50), message = "too long")]
    title: String,
}

fn main() {}
