//! A struct reads the whole query, so there is no list of them.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct Book {
    title: String,
}


#[get("/books")]
async fn list(#[query] books: Vec<Book>) -> String {
    books.len().to_string()
}

const T: Routes<AppState> = routes![list];

fn main() {}
