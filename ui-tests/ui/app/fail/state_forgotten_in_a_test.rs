//! A client takes an application that has its state.
use cepa::prelude::*;
use cepa::test::Client;

#[derive(State)]
struct AppState {
    name: String,
}

#[get("/")]
async fn index(#[state] name: &String) -> String {
    name.clone()
}

const T: Routes<AppState> = routes![index];

fn main() {
    let _ = Client::new(App::new(T));
}
