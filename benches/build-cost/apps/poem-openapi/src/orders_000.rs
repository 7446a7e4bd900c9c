//! Orders of kind 000.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::types::Email;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi};

use crate::support::{Created, NoContent, Taken};

/// In which order to list.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "lowercase")]
pub enum Sort000 {
    Newest,
    Oldest,
    Total,
}

fn default_limit() -> u32 {
    20
}

/// An order to place.
#[derive(Object)]
pub struct NewOrder000 {
    customer: Email,
    /// The customer's own name for it.
    #[oai(validator(min_length = 3, max_length = 20))]
    reference: String,
    #[oai(validator(max_length = 200))]
    note: Option<String>,
    #[oai(validator(min_items = 1, max_items = 50))]
    lines: Vec<Line000>,
}

/// One line of an order.
#[derive(Object)]
pub struct Line000 {
    #[oai(validator(min_length = 3, max_length = 20))]
    sku: String,
    #[oai(validator(minimum(value = "1"), maximum(value = "99")))]
    quantity: u32,
    /// Of one piece.
    #[oai(validator(maximum(value = "999999")))]
    price_cents: u64,
}

/// An order as it was placed.
#[derive(Object)]
pub struct Order000 {
    id: u32,
    customer: String,
    reference: String,
    /// Of all lines.
    total_cents: u64,
    lines: Vec<Line000>,
}

/// What may stand in the way of an order.
#[derive(ApiResponse)]
pub enum Order000Error {
    /// There is no such order.
    #[oai(status = 404)]
    Missing,
    /// An order has this reference already.
    #[oai(status = 409)]
    Taken(Json<Taken>),
}

/// The routes.
pub struct Orders000;

#[OpenApi]
impl Orders000 {
    /// Lists orders.
    ///
    /// Those with one of the tags, where any are given.
    #[oai(path = "/orders-000", method = "get")]
    async fn list(
        &self,
        sort: Query<Sort000>,
        /// How many at most.
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "100")))]
        limit: Query<u32>,
        /// Any of these.
        #[oai(default, validator(max_items = 10))]
        tag: Query<Vec<String>>,
    ) -> Json<Vec<Order000>> {
        let first = match sort.0 {
            Sort000::Newest => 900,
            Sort000::Oldest => 1,
            Sort000::Total => 500,
        };
        Json((first..first + limit.0).map(|id| Order000::sample(id, tag.concat())).collect())
    }

    /// Places an order.
    ///
    /// Its reference must be a new one.
    #[oai(path = "/orders-000", method = "post")]
    async fn create(&self, order: Json<NewOrder000>) -> Result<Created<Order000>, Order000Error> {
        Ok(Created::Created(Json(order.0.placed(1)?)))
    }

    /// Shows an order.
    #[oai(path = "/orders-000/:id", method = "get")]
    async fn show(&self, id: Path<u32>) -> Result<Json<Order000>, Order000Error> {
        let id = id.0;
        if id == 0 {
            return Err(Order000Error::Missing);
        }
        let reference = format!("order {id}");
        Ok(Json(Order000::sample(id, reference)))
    }

    /// Replaces an order.
    ///
    /// As a whole: what is absent is gone.
    #[oai(path = "/orders-000/:id", method = "put")]
    async fn replace(&self, id: Path<u32>, order: Json<NewOrder000>) -> Result<Json<Order000>, Order000Error> {
        if id.0 == 0 {
            return Err(Order000Error::Missing);
        }
        order.0.placed(id.0).map(Json)
    }

    /// Removes an order.
    #[oai(path = "/orders-000/:id", method = "delete")]
    async fn remove(&self, id: Path<u32>) -> Result<NoContent, Order000Error> {
        if id.0 == 0 { Err(Order000Error::Missing) } else { Ok(NoContent::NoContent) }
    }
}

impl NewOrder000 {
    fn placed(self, id: u32) -> Result<Order000, Order000Error> {
        let Self { customer, reference, lines, .. } = self;
        if reference == "taken" {
            return Err(Order000Error::Taken(Json(Taken { reference })));
        }
        let total_cents = lines.iter().map(|line| u64::from(line.quantity) * line.price_cents).sum();
        let customer = customer.0;
        Ok(Order000 { id, customer, reference, total_cents, lines })
    }
}

impl Order000 {
    fn sample(id: u32, reference: String) -> Self {
        let line = Line000 { sku: "SKU-1".to_owned(), quantity: 1, price_cents: 4711 };
        Self { id, customer: "ada@example.com".to_owned(), reference, total_cents: 4711, lines: vec![line] }
    }
}
