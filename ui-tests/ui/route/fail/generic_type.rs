//! A route is one function, not a family.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{id}")]
async fn user<T: ToString + Send>(id: T) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {}
