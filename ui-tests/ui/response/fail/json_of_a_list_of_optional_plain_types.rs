//! A plain type is told by its name, however deep it stands in the answer.
use cepa::prelude::*;
use cepa::serde::Serialize;

#[derive(State)]
struct AppState;

#[derive(Serialize)]
#[serde(crate = "cepa::serde")]
struct User;

#[get("/users")]
#[json]
async fn users() -> Result<Created<Vec<Option<User>>>, Problem> {
    Ok(Created(Vec::new()))
}

const T: Routes<AppState> = routes![users];

fn main() {}
