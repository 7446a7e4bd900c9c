//! A state has fields to provide.
use cepa::prelude::*;

#[derive(State)]
enum AppState {
    Ready,
}

fn main() {}
