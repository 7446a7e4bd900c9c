//! Orders of kind 000.

use serde::{Deserialize, Serialize};
use validator::Validate;

#[cfg(feature = "calls")]
use crate::support::{json, told, valid};

#[cfg(feature = "calls")]
pub async fn call(route: &str, id: u32, input: &str) -> Result<String, String> {
    match route {
        "list" => json(list(valid(input)?).await),
        "create" => json(create(valid(input)?).await.map_err(told)?),
        "show" => json(show(id).await.map_err(told)?),
        "replace" => json(replace(id, valid(input)?).await.map_err(told)?),
        "remove" => json(remove(id).await.map_err(told)?),
        _ => Err(format!("no route {route}")),
    }
}

/// In which order to list.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort000 {
    Newest,
    Oldest,
    Total,
}

/// Which orders to list.
#[derive(Deserialize, Validate)]
pub struct Filter000 {
    pub sort: Sort000,
    /// How many at most.
    #[serde(default = "default_limit")]
    #[validate(range(min = 1, max = 100))]
    pub limit: u32,
    /// Any of these.
    #[serde(default)]
    #[validate(length(max = 10))]
    pub tag: Vec<String>,
}

fn default_limit() -> u32 {
    20
}

/// An order to place.
#[derive(Deserialize, Validate)]
pub struct NewOrder000 {
    #[validate(email)]
    pub customer: String,
    /// The customer's own name for it.
    #[validate(length(min = 3, max = 20))]
    pub reference: String,
    #[validate(length(max = 200))]
    pub note: Option<String>,
    #[validate(length(min = 1, max = 50), nested)]
    pub lines: Vec<Line000>,
}

/// One line of an order.
#[derive(Serialize, Deserialize, Validate)]
pub struct Line000 {
    #[validate(length(min = 3, max = 20))]
    pub sku: String,
    #[validate(range(min = 1, max = 99))]
    pub quantity: u32,
    /// Of one piece.
    #[validate(range(max = 999_999))]
    pub price_cents: u64,
}

/// An order as it was placed.
#[derive(Serialize)]
pub struct Order000 {
    pub id: u32,
    pub customer: String,
    pub reference: String,
    /// Of all lines.
    pub total_cents: u64,
    pub lines: Vec<Line000>,
}

/// What may stand in the way of an order.
#[derive(Debug)]
pub enum Order000Error {
    /// There is no such order.
    Missing,
    /// An order has this reference already.
    Taken { reference: String },
}

/// Lists orders.
///
/// Those with one of the tags, where any are given.
pub async fn list(filter: Filter000) -> Vec<Order000> {
    let first = match filter.sort {
        Sort000::Newest => 900,
        Sort000::Oldest => 1,
        Sort000::Total => 500,
    };
    (first..first + filter.limit).map(|id| Order000::sample(id, filter.tag.concat())).collect()
}

/// Places an order.
///
/// Its reference must be a new one.
pub async fn create(order: NewOrder000) -> Result<Order000, Order000Error> {
    order.placed(1)
}

/// Shows an order.
pub async fn show(id: u32) -> Result<Order000, Order000Error> {
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    let reference = format!("order {id}");
    Ok(Order000::sample(id, reference))
}

/// Replaces an order.
///
/// As a whole: what is absent is gone.
pub async fn replace(id: u32, order: NewOrder000) -> Result<Order000, Order000Error> {
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    order.placed(id)
}

/// Removes an order.
pub async fn remove(id: u32) -> Result<(), Order000Error> {
    if id == 0 { Err(Order000Error::Missing) } else { Ok(()) }
}

impl NewOrder000 {
    fn placed(self, id: u32) -> Result<Order000, Order000Error> {
        let Self { customer, reference, lines, .. } = self;
        if reference == "taken" {
            return Err(Order000Error::Taken { reference });
        }
        let total_cents = lines.iter().map(|line| u64::from(line.quantity) * line.price_cents).sum();
        Ok(Order000 { id, customer, reference, total_cents, lines })
    }
}

impl Order000 {
    fn sample(id: u32, reference: String) -> Self {
        let line = Line000 { sku: "SKU-1".to_owned(), quantity: 1, price_cents: 4711 };
        Self { id, customer: "ada@example.com".to_owned(), reference, total_cents: 4711, lines: vec![line] }
    }
}
