//! The table is mounted, not the module it stands in.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

mod books {
    use cepa::prelude::*;

    pub const ROUTES: Routes<super::AppState> = routes![];
}

const T: Routes<AppState> = routes!["/books" => books];

fn main() {}
