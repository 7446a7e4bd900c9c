//! Two errors, for rustc looks at the table and at the application apart: a table without a state's name is for none.
use cepa::prelude::*;

#[derive(State)]
struct AppState {
    name: String,
}

#[get("/")]
async fn index(#[state] name: &String) -> String {
    name.clone()
}

const T: Routes = routes![index];

fn main() {
    let _ = App::new(T).state(AppState { name: String::new() });
}
