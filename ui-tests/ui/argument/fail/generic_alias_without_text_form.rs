//! An alias hides nothing: the trait decides, not the name.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Page(u32);

type Maybe = Option<Page>;

#[get("/users")]
async fn users(#[query] page: Maybe) -> String {
    page.map(|page| page.0).unwrap_or_default().to_string()
}

const T: Routes<AppState> = routes![users];

fn main() {}
