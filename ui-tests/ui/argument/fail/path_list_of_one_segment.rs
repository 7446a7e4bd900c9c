//! One segment of a path is one value.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

type Ids = Vec<u32>;

#[get("/{id}")]
async fn show(id: Ids) -> String {
    format!("{id:?}")
}

const T: Routes<AppState> = routes![show];

fn main() {
    let _ = App::new(T).state(AppState);
}
