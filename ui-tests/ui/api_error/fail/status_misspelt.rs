//! A misspelt attribute is told once.
use cepa::prelude::*;

#[derive(Debug, ApiError)]
enum BookError {
    #[staus(404)]
    Unknown,
}

fn main() {}
