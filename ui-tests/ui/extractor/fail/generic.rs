//! An extractor is one function.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Clone)]
struct Now(u64);

#[extractor]
async fn now<T: Into<u64> + Default>() -> Now {
    Now(T::default().into())
}

#[get("/now")]
async fn show(now: Now) -> String {
    now.0.to_string()
}

const T: Routes<AppState> = routes![show];

fn main() {}
