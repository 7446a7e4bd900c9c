//! An `impl Trait` argument is a generic parameter too.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{id}")]
async fn user(id: impl ToString) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {}
