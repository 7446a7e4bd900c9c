//! A controller is one type.
use cepa::prelude::*;

struct Users<T>(T);

#[controller("/users")]
impl<T: Send + Sync> Users<T> {
    #[get("/")]
    async fn list(&self) -> String {
        String::new()
    }
}

fn main() {}
