//! Every variant has a status.
use cepa::prelude::*;

#[derive(ApiError)]
enum UserError {
    #[status(404)]
    NoUser,
    NameTaken,
}

fn main() {}
