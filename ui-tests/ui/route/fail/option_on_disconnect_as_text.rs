//! What happens is no text.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/books", on_disconnect = "finish")]
async fn list() -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
