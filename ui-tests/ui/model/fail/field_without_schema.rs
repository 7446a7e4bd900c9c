//! A field of a type that serde reads and writes, and of which nothing is known beside.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

#[derive(cepa::serde::Serialize, cepa::serde::Deserialize)]
#[serde(crate = "cepa::serde")]
struct Money(u32);

#[model]
struct Order {
    price: Option<Money>,
}

#[post("/orders")]
#[json]
async fn place(#[body] order: Order) -> Order {
    order
}

const T: Routes<AppState> = routes![place];

fn main() {}
