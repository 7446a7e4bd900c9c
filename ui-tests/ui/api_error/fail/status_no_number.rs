//! A status is a number.
use cepa::prelude::*;

#[derive(ApiError)]
enum UserError {
    #[status("not found")]
    NoUser,
}

fn main() {}
