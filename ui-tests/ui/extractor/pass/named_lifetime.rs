//! Lifetimes may have names.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Token<'a>(&'a str);

#[extractor]
async fn token<'a>(#[header] authorization: &'a str) -> Result<Token<'a>, Problem> {
    Ok(Token(authorization))
}

#[get("/books")]
async fn list<'a>(#[header] accept: &'a str, #[query] tag: Vec<&'a str>, token: Token<'a>) -> String {
    format!("{accept} {} {}", tag.len(), token.0)
}

#[post("/books")]
async fn add<'a>(#[body] text: &'a str) -> String {
    text.to_owned()
}

const T: Routes<AppState> = routes![list, add];

fn main() {}
