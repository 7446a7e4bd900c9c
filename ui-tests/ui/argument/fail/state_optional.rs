//! The state has the type, or the table does not compile.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Db;

#[get("/books")]
async fn list(#[state] _db: Option<&Db>) -> String {
    String::new()
}

const T: Routes<AppState> = routes![list];

fn main() {}
