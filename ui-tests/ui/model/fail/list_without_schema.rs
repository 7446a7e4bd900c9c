//! A list of a type that serde reads and writes, and of which nothing is known beside.
use cepa::prelude::*;

#[derive(cepa::serde::Serialize, cepa::serde::Deserialize)]
#[serde(crate = "cepa::serde")]
struct Money(u32);

#[model]
struct Order {
    prices: Vec<Money>,
}

fn main() {}
