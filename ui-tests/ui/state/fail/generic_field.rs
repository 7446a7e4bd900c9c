//! A bare type parameter may be the type of another field too.
use cepa::prelude::*;

#[derive(State)]
struct AppState<T> {
    clock: T,
    name: String,
}

fn main() {}
