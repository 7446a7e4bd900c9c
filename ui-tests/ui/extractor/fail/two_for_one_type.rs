//! A type has one extractor.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Clone)]
struct User;

#[extractor]
async fn by_token(#[header] authorization: &str) -> Result<User, Problem> {
    let _ = authorization;
    Ok(User)
}

#[extractor]
async fn by_session(#[cookie] session: &str) -> Result<User, Problem> {
    let _ = session;
    Ok(User)
}

#[get("/")]
async fn index(_user: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![index];

fn main() {}
