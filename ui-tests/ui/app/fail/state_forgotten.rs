//! An application without its state does not serve.
use cepa::prelude::*;

#[derive(State)]
struct AppState {
    name: String,
}

#[get("/")]
async fn index(#[state] name: &String) -> String {
    name.clone()
}

const T: Routes<AppState> = routes![index];

#[cepa::main]
async fn main() -> cepa::Result<()> {
    App::new(T).serve("127.0.0.1:0").await
}
