//! The state goes from thread to thread.
use std::rc::Rc;

use cepa::prelude::*;

#[derive(State)]
struct AppState {
    count: Rc<u32>,
}

fn main() {}
