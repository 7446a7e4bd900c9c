//! `Created` says the status, so the route has none to say.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct Book {
    title: String,
}


#[post("/books", status = 202)]
#[json]
async fn add(#[body] book: Book) -> Result<Created<Book>, Problem> {
    Ok(Created(book))
}

const T: Routes<AppState> = routes![add];

fn main() {}
