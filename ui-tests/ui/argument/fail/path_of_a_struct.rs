//! One value of the path is no struct with several fields.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct Place {
    shelf: u32,
    book: u32,
}

#[get("/books/{place}")]
async fn book(place: Place) -> String {
    format!("{} on {}", place.book, place.shelf)
}

const T: Routes<AppState> = routes![book];

fn main() {}
