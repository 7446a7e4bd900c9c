//! A type without routes is no controller.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Users;

const T: Routes<AppState> = routes![Users];

fn main() {}
