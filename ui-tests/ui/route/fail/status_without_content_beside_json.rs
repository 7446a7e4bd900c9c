//! A 205 has no content: the value would be lost.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct Book {
    title: String,
}


#[post("/books", status = 205)]
#[json]
async fn add(#[body] book: Book) -> Option<Book> {
    Some(book)
}

const T: Routes<AppState> = routes![add];

fn main() {}
