//! Handlers ask for a part by its type, so there is one part of each.
use cepa::prelude::*;

#[derive(State)]
struct AppState {
    primary: String,
    replica: String,
}

fn main() {}
