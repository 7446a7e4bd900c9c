//! An error is an enum or a struct.
use cepa::prelude::*;

#[derive(ApiError)]
union UserError {
    code: u32,
}

fn main() {}
