//! An extractor has no path of its own; a parameter of the route's is marked `#[path]`.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(Clone)]
struct Shop(u32);

#[extractor]
async fn shop(shop: u32) -> Shop {
    Shop(shop)
}

#[get("/users")]
async fn users(_value: Shop) -> String {
    String::new()
}

const T: Routes<AppState> = routes![users];

fn main() {}
