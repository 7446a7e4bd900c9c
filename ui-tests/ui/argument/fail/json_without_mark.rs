//! A body is marked, whatever its type is called.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct Book {
    title: String,
}


#[post("/books")]
async fn add(Json(book): Json<Book>) -> String {
    book.title
}

const T: Routes<AppState> = routes![add];

fn main() {}
