//! `#[state]` on a field says which of the two.
use cepa::prelude::*;

#[derive(State)]
struct AppState {
    #[state]
    name: String,
}

fn main() {}
