//! A field that is sent has a name of its own.
use cepa::prelude::*;

#[derive(ApiError)]
enum UserError {
    #[status(409)]
    Taken { title: String },
}

fn main() {}
