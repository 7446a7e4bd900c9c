//! All faults of an enum in one run.
use cepa::prelude::*;

#[derive(ApiError)]
enum UserError {
    NoUser,
    #[status(99)]
    NameTaken,
    #[status(409)]
    #[detail("{lft}")]
    Stock { left: u32 },
}

fn main() {}
