//! A validated order, with owned and with borrowed texts.

use std::borrow::Cow;

use cepa::prelude::*;

#[model]
pub struct Order {
    #[validate(email)]
    customer: String,
    #[validate(length(equal = 3))]
    currency: String,
    #[validate(length(max = 200))]
    note: Option<String>,
    #[validate(nested)]
    shipping: Address,
    #[validate(length(min = 1, max = 50), nested)]
    items: Vec<Line>,
}

#[model]
pub struct Address {
    #[validate(length(min = 1, max = 100))]
    name: String,
    #[validate(length(min = 1, max = 200))]
    street: String,
    #[validate(length(min = 1, max = 100))]
    city: String,
    #[validate(length(min = 3, max = 10))]
    postcode: String,
    #[validate(length(equal = 2))]
    country: String,
}

#[model]
pub struct Line {
    #[validate(length(min = 3, max = 20))]
    sku: String,
    #[validate(length(min = 1, max = 100))]
    name: String,
    #[validate(range(min = 1, max = 99))]
    quantity: u32,
    #[validate(range(max = 1_000_000))]
    price_cents: u64,
}

#[model(output)]
pub struct Receipt<'a> {
    id: u64,
    customer: Cow<'a, str>,
    lines: usize,
    total_cents: u64,
}

/// Places an order.
#[post("/orders")]
#[json]
pub async fn place(#[body] order: Order) -> Receipt<'static> {
    Receipt {
        id: 1,
        lines: order.items.len(),
        total_cents: order.items.iter().map(|line| u64::from(line.quantity) * line.price_cents).sum(),
        customer: order.customer.into(),
    }
}

#[model(input)]
pub struct BorrowedOrder<'a> {
    #[validate(email)]
    #[serde(borrow)]
    customer: Cow<'a, str>,
    #[validate(length(equal = 3))]
    #[serde(borrow)]
    currency: Cow<'a, str>,
    #[validate(length(max = 200))]
    #[serde(borrow)]
    note: Option<Cow<'a, str>>,
    #[validate(nested)]
    #[serde(borrow)]
    shipping: BorrowedAddress<'a>,
    #[validate(length(min = 1, max = 50), nested)]
    #[serde(borrow)]
    items: Vec<BorrowedLine<'a>>,
}

#[model(input)]
pub struct BorrowedAddress<'a> {
    #[validate(length(min = 1, max = 100))]
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[validate(length(min = 1, max = 200))]
    #[serde(borrow)]
    street: Cow<'a, str>,
    #[validate(length(min = 1, max = 100))]
    #[serde(borrow)]
    city: Cow<'a, str>,
    #[validate(length(min = 3, max = 10))]
    #[serde(borrow)]
    postcode: Cow<'a, str>,
    #[validate(length(equal = 2))]
    #[serde(borrow)]
    country: Cow<'a, str>,
}

#[model(input)]
pub struct BorrowedLine<'a> {
    #[validate(length(min = 3, max = 20))]
    #[serde(borrow)]
    sku: Cow<'a, str>,
    #[validate(length(min = 1, max = 100))]
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[validate(range(min = 1, max = 99))]
    quantity: u32,
    #[validate(range(max = 1_000_000))]
    price_cents: u64,
}

/// Places an order without a copy of its texts.
#[post("/orders/borrowed")]
#[json]
pub async fn place_borrowed(#[body] order: BorrowedOrder<'_>) -> Receipt<'_> {
    Receipt {
        id: 1,
        lines: order.items.len(),
        total_cents: order.items.iter().map(|line| u64::from(line.quantity) * line.price_cents).sum(),
        customer: order.customer,
    }
}
