//! An extractor is for a type of one's own: handlers ask for it by its type.
use cepa::prelude::*;

#[extractor]
async fn user() -> String {
    String::new()
}

fn main() {}
