//! An extractor computes a value.
use cepa::prelude::*;

#[extractor]
async fn user(#[header] authorization: &str) {
    let _ = authorization.len();
}

fn main() {}
