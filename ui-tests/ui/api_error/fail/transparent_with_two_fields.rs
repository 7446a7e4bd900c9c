//! A transparent variant holds one value.
use cepa::prelude::*;

#[derive(ApiError)]
enum UserError {
    #[transparent]
    Auth(Problem, u32),
}

fn main() {}
