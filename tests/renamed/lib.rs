//! A crate that knows cepa under another name: every macro, with the one line that makes them work.

extern crate api as cepa;

use api::prelude::*;

/// What the application shares.
#[derive(Debug, State)]
pub struct AppState {
    greeting: Greeting,
    books: Books,
}

#[derive(Debug)]
struct Greeting(&'static str);

#[model]
#[derive(Debug)]
struct Book {
    #[validate(length(min = 1))]
    title: String,
}

#[derive(Debug, ApiError)]
enum NoBook {
    /// There is no such book.
    #[status(404)]
    NotFound,
}

#[derive(Debug, Clone)]
struct Reader(String);

#[extractor]
async fn reader(#[header] x_reader: &str) -> Result<Reader, NoBook> {
    Ok(Reader(x_reader.to_owned()))
}

#[middleware]
async fn stamp(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert("x-stamp", api::http::HeaderValue::from_static("1"));
    response
}

#[get("/hello/{name}")]
#[text]
async fn hello(name: &str, #[query(default = 1, range(max = 3))] times: usize, #[state] greeting: &Greeting) -> String {
    format!("{} {name}", greeting.0).repeat(times)
}

#[post("/books")]
#[json]
async fn add(#[body] book: Book, reader: Reader) -> Result<Created<Book>, NoBook> {
    if reader.0 == "nobody" { Err(NoBook::NotFound) } else { Ok(Created(book)) }
}

#[derive(Debug)]
struct Books;

#[controller("/shelf")]
impl Books {
    #[get("/{id}")]
    async fn show(&self, id: u32) -> String {
        format!("book {id}")
    }
}

const ROUTES: Routes<AppState> = routes![
    hello,
    #[layer(stamp)]
    add,
    Books
];

/// The application.
pub fn app() -> App<AppState> {
    App::new(ROUTES).state(AppState { greeting: Greeting("hello"), books: Books })
}
