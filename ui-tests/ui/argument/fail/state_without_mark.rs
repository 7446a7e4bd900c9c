//! A borrowed type without `#[state]` is no extractor; the note names the mark.
use cepa::prelude::*;

struct Db;

#[derive(State)]
struct AppState {
    db: Db,
}

#[get("/users")]
async fn users(_db: &Db) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
