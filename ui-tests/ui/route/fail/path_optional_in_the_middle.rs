//! Only the last segments of a path may be absent.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/archive/{year?}/{month}")]
async fn archive(year: Option<u16>, month: u8) -> String {
    format!("{year:?} {month}")
}

const T: Routes<AppState> = routes![archive];

fn main() {}
