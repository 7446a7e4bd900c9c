//! Two errors, for rustc alone knows what a handler holds while it waits: one at the state's field, one at the handler.
use std::sync::Arc;

use cepa::prelude::*;

trait Repo {
    fn count(&self) -> u32;
}

#[derive(Clone, State)]
struct AppState {
    repo: Arc<dyn Repo>,
}

#[get("/")]
async fn index(#[state] repo: &dyn Repo) -> String {
    repo.count().to_string()
}

const T: Routes<AppState> = routes![index];

fn main() {}
