//! A body is read by a model, or through `Json` for a plain serde type.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct NewUser;

#[post("/users")]
async fn create(#[body] _user: NewUser) -> String {
    String::new()
}

const T: Routes<AppState> = routes![create];

fn main() {}
