//! Text of an answer cannot be borrowed from the request, whatever is around it.
use std::borrow::Cow;

use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users/{name}")]
#[html]
async fn user<'a>(name: &'a str, #[query] of: &str) -> Result<Cow<'a, str>, Problem> {
    if of.is_empty() { Err(Problem::not_found()) } else { Ok(name.into()) }
}

const T: Routes<AppState> = routes![user];

fn main() {}
