//! A query holds values under names, not structs.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[model(input)]
struct Window {
    from: u32,
    to: u32,
}

#[model(input)]
struct Filter {
    word: String,
    window: Window,
}

#[get("/")]
async fn search(#[query] filter: Filter) -> String {
    format!("{} {} {}", filter.word, filter.window.from, filter.window.to)
}

const T: Routes<AppState> = routes![search];

fn main() {
    let _ = App::new(T).state(AppState);
}
