//! All faults of a state in one run.
use cepa::prelude::*;

#[derive(State)]
struct AppState {
    primary: String,
    replica: String,
    #[state(skp)]
    count: u32,
}

fn main() {}
