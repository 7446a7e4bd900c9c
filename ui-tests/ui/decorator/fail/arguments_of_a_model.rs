//! A decorator with arguments is one all the same.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model]
struct Book {
    title: String,
}


#[get("/books")]
#[json(pretty)]
async fn show() -> Book {
    Book { title: String::new() }
}

const T: Routes<AppState> = routes![show];

fn main() {}
