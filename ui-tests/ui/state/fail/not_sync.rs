//! Threads share the state.
use std::cell::Cell;

use cepa::prelude::*;

#[derive(State)]
struct AppState {
    count: Cell<u32>,
}

fn main() {}
