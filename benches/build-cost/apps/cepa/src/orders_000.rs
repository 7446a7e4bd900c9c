//! Orders of kind 000.

use cepa::prelude::*;

pub const ROUTES: Routes = routes![list, create, show, replace, remove];

/// In which order to list.
#[model]
#[derive(Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Sort000 {
    Newest,
    Oldest,
    Total,
}

/// An order to place.
#[model(input)]
pub struct NewOrder000 {
    #[validate(email)]
    customer: String,
    /// The customer's own name for it.
    #[validate(length(min = 3, max = 20))]
    reference: String,
    #[validate(length(max = 200))]
    note: Option<String>,
    #[validate(length(min = 1, max = 50), nested)]
    lines: Vec<Line000>,
}

/// One line of an order.
#[model]
pub struct Line000 {
    #[validate(length(min = 3, max = 20))]
    sku: String,
    #[validate(range(min = 1, max = 99))]
    quantity: u32,
    /// Of one piece.
    #[validate(range(max = 999_999))]
    price_cents: u64,
}

/// An order as it was placed.
#[model(output)]
pub struct Order000 {
    id: u32,
    customer: String,
    reference: String,
    /// Of all lines.
    total_cents: u64,
    lines: Vec<Line000>,
}

/// What may stand in the way of an order.
#[derive(Debug, ApiError)]
pub enum Order000Error {
    /// There is no such order.
    #[status(404)]
    Missing,
    /// An order has this reference already.
    #[status(409)]
    Taken { reference: String },
}

/// Lists orders.
///
/// Those with one of the tags, where any are given.
#[get("/orders-000")]
#[json]
async fn list(
    #[query] sort: Sort000,
    /// How many at most.
    #[query(default = 20, range(min = 1, max = 100))]
    limit: u32,
    /// Any of these.
    #[query(length(max = 10))]
    tag: Vec<String>,
) -> Vec<Order000> {
    let first = match sort {
        Sort000::Newest => 900,
        Sort000::Oldest => 1,
        Sort000::Total => 500,
    };
    (first..first + limit).map(|id| Order000::sample(id, tag.concat())).collect()
}

/// Places an order.
///
/// Its reference must be a new one.
#[post("/orders-000")]
#[json]
async fn create(#[body] order: NewOrder000) -> Result<Created<Order000>, Order000Error> {
    order.placed(1).map(Created)
}

/// Shows an order.
#[get("/orders-000/{id}")]
#[json]
async fn show(id: u32) -> Result<Order000, Order000Error> {
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    let reference = format!("order {id}");
    Ok(Order000::sample(id, reference))
}

/// Replaces an order.
///
/// As a whole: what is absent is gone.
#[put("/orders-000/{id}")]
#[json]
async fn replace(id: u32, #[body] order: NewOrder000) -> Result<Order000, Order000Error> {
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    order.placed(id)
}

/// Removes an order.
#[delete("/orders-000/{id}")]
async fn remove(id: u32) -> Result<NoContent, Order000Error> {
    if id == 0 { Err(Order000Error::Missing) } else { Ok(NoContent) }
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
