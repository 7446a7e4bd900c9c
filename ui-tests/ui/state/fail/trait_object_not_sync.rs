//! Half the word is not enough.
use std::sync::Arc;

use cepa::prelude::*;

#[derive(Clone, State)]
struct AppState {
    clock: Arc<dyn Fn() -> u64 + Send>,
}

#[get("/")]
async fn index() -> String {
    String::new()
}

const T: Routes<AppState> = routes![index];

fn main() {}
