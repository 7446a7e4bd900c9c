//! A status is given once.
use cepa::prelude::*;

#[derive(ApiError)]
enum UserError {
    #[status(404)]
    #[status(410)]
    NoUser,
}

fn main() {}
