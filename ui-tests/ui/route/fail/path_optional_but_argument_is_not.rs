//! A segment that may be absent is taken by an argument that can say so.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/archive/{year?}")]
async fn archive(year: u16) -> String {
    year.to_string()
}

const T: Routes<AppState> = routes![archive];

fn main() {}
