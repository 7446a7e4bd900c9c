//! An error of the standard library has no status either; the note names the way out.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/users")]
async fn users() -> Result<String, std::io::Error> {
    Ok(String::new())
}

const T: Routes<AppState> = routes![users];

fn main() {}
