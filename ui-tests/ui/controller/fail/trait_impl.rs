//! A controller's methods are its own, not a trait's.
use cepa::prelude::*;

trait List {
    fn list(&self) -> String;
}

struct Users;

#[controller("/users")]
impl List for Users {
    #[get("/")]
    fn list(&self) -> String {
        String::new()
    }
}

fn main() {}
