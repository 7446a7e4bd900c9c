//! `#[from]` makes the variant from one value.
use cepa::prelude::*;

#[derive(ApiError)]
enum FileError {
    #[status(500)]
    Read { name: String, #[from] source: std::io::Error },
}

fn main() {}
