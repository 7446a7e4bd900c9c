//! `?` has to know which variant a value becomes.
use cepa::prelude::*;

#[derive(ApiError)]
enum FileError {
    #[status(500)]
    Read(#[from] std::io::Error),
    #[status(507)]
    Write(#[from] std::io::Error),
}

fn main() {}
