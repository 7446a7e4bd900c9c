//! A trait object in the state has to say that threads share it; those who use the state are silent.
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
async fn index() -> String {
    String::new()
}

const T: Routes<AppState> = routes![index];

fn main() {
    let state: AppState = unimplemented!();
    println!("{}", state.repo.count());
    let _ = App::new(T).state(state).build();
}
