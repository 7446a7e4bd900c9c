//! `self` is for the methods of a controller; in a free function rustc has a word of its own to say about it.
use cepa::prelude::*;

#[get("/users")]
async fn users(&self) -> String {
    String::new()
}

fn main() {}
