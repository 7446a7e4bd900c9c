//! A link takes the parameters of the path, by their types.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{id}")]
async fn user(id: u32) -> String {
    id.to_string()
}

const T: Routes<AppState> = routes![user];

fn main() {
    let _ = user::url("three");
}
