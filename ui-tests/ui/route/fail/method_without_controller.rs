//! A method is a route where its `impl` block is a controller.
use cepa::prelude::*;

struct Users;

impl Users {
    #[get("/users")]
    async fn list(&self) -> String {
        String::new()
    }
}

fn main() {}
