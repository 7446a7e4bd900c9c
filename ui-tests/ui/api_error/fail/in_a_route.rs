//! A faulty error type is told once, though a route answers with it.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(ApiError)]
enum UserError {
    NoUser,
}

#[get("/users")]
async fn users() -> Result<String, UserError> {
    Err(UserError::NoUser)
}

const T: Routes<AppState> = routes![users];

fn main() {}
