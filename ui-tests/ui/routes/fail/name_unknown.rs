//! A name that is not there is rustc's to tell, once.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

const T: Routes<AppState> = routes![users];

fn main() {}
