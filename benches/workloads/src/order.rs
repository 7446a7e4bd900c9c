//! An order with nested rules, as plain types with serde and validator.

use serde::{Deserialize, Serialize};
use validator::Validate;

/// The body of `POST /orders`.
#[derive(Debug, Serialize, Deserialize, Validate)]
pub struct Order {
    #[validate(email)]
    pub customer: String,
    #[validate(length(equal = 3))]
    pub currency: String,
    #[validate(length(max = 200))]
    pub note: Option<String>,
    #[validate(nested)]
    pub shipping: Address,
    #[validate(length(min = 1, max = 50), nested)]
    pub items: Vec<Line>,
}

/// Where to send it.
#[derive(Debug, Serialize, Deserialize, Validate)]
pub struct Address {
    #[validate(length(min = 1, max = 100))]
    pub name: String,
    #[validate(length(min = 1, max = 200))]
    pub street: String,
    #[validate(length(min = 1, max = 100))]
    pub city: String,
    #[validate(length(min = 3, max = 10))]
    pub postcode: String,
    #[validate(length(equal = 2))]
    pub country: String,
}

/// One line of an order.
#[derive(Debug, Serialize, Deserialize, Validate)]
pub struct Line {
    #[validate(length(min = 3, max = 20))]
    pub sku: String,
    #[validate(length(min = 1, max = 100))]
    pub name: String,
    #[validate(range(min = 1, max = 99))]
    pub quantity: u32,
    #[validate(range(max = 1_000_000))]
    pub price_cents: u64,
}

/// The answer to a good order.
#[derive(Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub id: u64,
    pub customer: String,
    pub lines: usize,
    pub total_cents: u64,
}

impl Order {
    pub fn receipt(self) -> Receipt {
        Receipt {
            id: 1,
            lines: self.items.len(),
            total_cents: self.items.iter().map(|line| u64::from(line.quantity) * line.price_cents).sum(),
            customer: self.customer,
        }
    }

    /// A good one, of about 1 KiB in JSON.
    pub fn good() -> Self {
        let names = [
            "Blue kettle",
            "Paper towels, 4 rolls",
            "Desk lamp \u{2013} brass",
            "Notebook A5",
            "Pen \"Classic\"",
            "Mug",
            "Tea, Darjeeling",
            "Candle",
        ];
        let line = |(at, name): (usize, &str)| Line {
            sku: format!("SKU-{:05}", 10_007 * (at + 1)),
            name: name.to_owned(),
            quantity: at as u32 % 3 + 1,
            price_cents: 499 + 1_250 * at as u64,
        };
        Self {
            customer: "ada.lovelace@example.com".to_owned(),
            currency: "EUR".to_owned(),
            note: Some(
                "Please leave the parcel with the neighbours on the second floor if nobody is at home.".to_owned(),
            ),
            shipping: Address {
                name: "Ada Lovelace".to_owned(),
                street: "12 St James's Square".to_owned(),
                city: "London".to_owned(),
                postcode: "SW1Y 4JH".to_owned(),
                country: "GB".to_owned(),
            },
            items: names.into_iter().enumerate().map(line).collect(),
        }
    }

    /// One that breaks five rules, two of them in its lines.
    pub fn bad() -> Self {
        let mut order = Self::good();
        order.customer = "ada.lovelace.example.com".to_owned();
        order.currency = "EURO".to_owned();
        order.shipping.postcode = "SW".to_owned();
        order.items[2].quantity = 0;
        order.items[5].name = String::new();
        order
    }
}
