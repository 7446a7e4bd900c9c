//! All faults of an item in one run: path, option, argument attribute, two sources, state by value.
use cepa::prelude::*;

struct Db;

#[derive(State)]
struct AppState {
    db: Db,
}

#[get("/users/{id", statsu = 201)]
async fn user(
    #[qery] page: u32,
    #[query] #[header] size: u32,
    #[state] _db: Db,
) -> String {
    format!("{page} {size}")
}

const T: Routes<AppState> = routes![user];

fn main() {}
