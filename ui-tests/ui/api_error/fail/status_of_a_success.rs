//! The status of an error is one.
use cepa::prelude::*;

#[derive(ApiError)]
enum UserError {
    #[status(200)]
    NoUser,
}

fn main() {}
