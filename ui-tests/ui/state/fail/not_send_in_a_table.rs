//! What the state cannot share is told at the field, and not again where the state is used.
use std::rc::Rc;

use cepa::prelude::*;

#[derive(State)]
struct AppState {
    count: Rc<u32>,
}

#[get("/")]
async fn index() -> String {
    String::new()
}

const T: Routes<AppState> = routes![index];

fn main() {
    let _ = App::new(T).state(AppState { count: Rc::new(1) }).build();
}
