//! To compute its value it would need that value.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Clone)]
struct User;

#[extractor]
async fn user(user: Option<User>) -> Result<User, Problem> {
    Ok(user.unwrap_or(User))
}

#[get("/")]
async fn index(_user: User) -> String {
    String::new()
}

const T: Routes<AppState> = routes![index];

fn main() {}
