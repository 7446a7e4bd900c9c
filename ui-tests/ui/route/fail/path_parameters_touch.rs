//! Between two parameters of one segment stands some text, else nobody could say where the first one ends.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[get("/files/{name}{extension}")]
async fn file(name: &str, extension: &str) -> String {
    format!("{name}{extension}")
}

const T: Routes<AppState> = routes![file];

fn main() {}
