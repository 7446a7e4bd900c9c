//! What stands behind an error is an error.
use cepa::prelude::*;

struct Broken;

#[derive(ApiError)]
enum FileError {
    #[status(500)]
    Read(#[source] Broken),
}

fn main() {}
