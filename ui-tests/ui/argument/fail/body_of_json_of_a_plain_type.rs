//! What stands in `Json` can be read by serde.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Book;

#[post("/books")]
async fn add(#[body] _book: Json<Book>) -> String {
    String::new()
}

const T: Routes<AppState> = routes![add];

fn main() {}
