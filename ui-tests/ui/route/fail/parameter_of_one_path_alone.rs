//! A parameter that one of the route's paths does not have may be absent.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{name}")]
#[get("/me")]
async fn profile(name: &str) -> String {
    name.to_owned()
}

const T: Routes<AppState> = routes![profile];

fn main() {}
