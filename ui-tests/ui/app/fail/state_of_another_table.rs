//! An application takes the state that its table names; a table without one is for none.
use cepa::prelude::*;

#[derive(State)]
struct AppState {
    name: String,
}

#[get("/")]
async fn index() -> String {
    String::new()
}

const T: Routes = routes![index];

fn main() {
    let _ = App::new(T).state(AppState { name: String::new() });
}
