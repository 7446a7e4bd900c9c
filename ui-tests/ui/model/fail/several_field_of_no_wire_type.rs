//! Several errors, for the derives of serde and schemars each tell it by themselves: a field has a type that JSON knows.
use cepa::prelude::*;

#[derive(State)]
struct AppState;

struct Money(u32);

#[model]
struct Order {
    price: Money,
}

#[post("/orders")]
#[json]
async fn place(#[body] order: Order) -> Order {
    order
}

const T: Routes<AppState> = routes![place];

fn main() {}
