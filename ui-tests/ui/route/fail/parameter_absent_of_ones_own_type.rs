//! A parameter that may be absent, of a type that needs a value.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct Year(u16);

#[get("/archive/{year?}")]
async fn archive(year: Year) -> String {
    year.0.to_string()
}

const T: Routes<AppState> = routes![archive];

fn main() {}
