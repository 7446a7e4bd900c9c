//! Two fields whose types are one under two names.
use cepa::prelude::*;

struct Db;

type Database = Db;

#[derive(State)]
struct AppState {
    db: Db,
    database: Database,
}

fn main() {}
