//! A model that only comes in is no answer.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model(input)]
struct Login {
    password: String,
}

#[get("/login")]
#[json]
async fn login() -> Login {
    Login { password: String::new() }
}

const T: Routes<AppState> = routes![login];

fn main() {}
