//! The same where nothing is written out.
use cepa::prelude::*;

#[extractor]
async fn user(#[header] authorization: &str) -> Result<(), Problem> {
    let _ = authorization.len();
    Ok(())
}

fn main() {}
