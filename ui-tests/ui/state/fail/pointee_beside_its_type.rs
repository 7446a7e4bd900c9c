//! An `Arc` provides what it points to: a field of that type would be a second one.
use cepa::prelude::*;

use std::sync::Arc;

struct Db;

#[derive(State)]
struct AppState {
    shared: Arc<Db>,
    db: Db,
}

fn main() {}
