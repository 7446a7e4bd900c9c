//! A route leaves a type of its name, which a module of that name clashes with; `name = …` gives the type another.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

mod health {}

#[get("/health")]
async fn health() -> String {
    String::new()
}

const T: Routes<AppState> = routes![health];

fn main() {}
