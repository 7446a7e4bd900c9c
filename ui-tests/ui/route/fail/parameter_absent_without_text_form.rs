//! A parameter that may be absent, of a type that no path has: one error.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Year;

#[get("/archive/{year}")]
#[get("/archive")]
async fn archive(year: Year) -> String {
    let Year = year;
    String::new()
}

const T: Routes<AppState> = routes![archive];

fn main() {}
