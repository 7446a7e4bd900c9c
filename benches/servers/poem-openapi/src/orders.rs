//! A validated order.

use poem::Error;
use poem_openapi::payload::Json;
use poem_openapi::types::Email;
use poem_openapi::{ApiResponse, Object, OpenApi};

#[derive(Object)]
struct Order {
    customer: Email,
    #[oai(validator(min_length = 3, max_length = 3))]
    currency: String,
    #[oai(validator(max_length = 200))]
    note: Option<String>,
    shipping: Address,
    #[oai(validator(min_items = 1, max_items = 50))]
    items: Vec<Line>,
}

#[derive(Object)]
struct Address {
    #[oai(validator(min_length = 1, max_length = 100))]
    name: String,
    #[oai(validator(min_length = 1, max_length = 200))]
    street: String,
    #[oai(validator(min_length = 1, max_length = 100))]
    city: String,
    #[oai(validator(min_length = 3, max_length = 10))]
    postcode: String,
    #[oai(validator(min_length = 2, max_length = 2))]
    country: String,
}

#[derive(Object)]
struct Line {
    #[oai(validator(min_length = 3, max_length = 20))]
    sku: String,
    #[oai(validator(min_length = 1, max_length = 100))]
    name: String,
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    quantity: u32,
    #[oai(validator(maximum(value = "1000000")))]
    price_cents: u64,
}

#[derive(Object)]
struct Receipt {
    id: u64,
    customer: Email,
    lines: usize,
    total_cents: u64,
}

#[derive(Object)]
struct Fault {
    error: String,
}

// poem-openapi stops at the first fault, so that the answer tells one only.
#[derive(ApiResponse)]
#[oai(bad_request_handler = "refuse")]
enum Placed {
    #[oai(status = 200)]
    Receipt(Json<Receipt>),
    #[oai(status = 422)]
    Refused(Json<Fault>),
}

fn refuse(error: Error) -> Placed {
    Placed::Refused(Json(Fault { error: error.to_string() }))
}

pub(crate) struct Orders;

#[OpenApi]
impl Orders {
    /// Places an order.
    #[oai(path = "/orders", method = "post")]
    async fn place(&self, order: Json<Order>) -> Placed {
        let order = order.0;
        Placed::Receipt(Json(Receipt {
            id: 1,
            lines: order.items.len(),
            total_cents: order.items.iter().map(|line| u64::from(line.quantity) * line.price_cents).sum(),
            customer: order.customer,
        }))
    }
}
