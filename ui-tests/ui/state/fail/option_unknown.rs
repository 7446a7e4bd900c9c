//! A misspelt option is refused, and the one that is near is named.
use cepa::prelude::*;

#[derive(State)]
struct AppState {
    #[state(skp)]
    name: String,
}

fn main() {}
