//! Orders of kind 000.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::web::{Json, Path, ServiceConfig};
use actix_web::{HttpResponse, Responder, ResponseError, delete, get, post, put};
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::support::{Taken, ValidJson, ValidQuery};

pub fn configure(config: &mut ServiceConfig) {
    config.service(list).service(create).service(show).service(replace).service(remove);
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
    sort: Sort000,
    /// How many at most.
    #[serde(default = "default_limit")]
    #[validate(range(min = 1, max = 100))]
    limit: u32,
    /// Any of these.
    #[serde(default)]
    #[validate(length(max = 10))]
    tag: Vec<String>,
}

fn default_limit() -> u32 {
    20
}

/// An order to place.
#[derive(Deserialize, Validate)]
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
#[derive(Serialize, Deserialize, Validate)]
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
#[derive(Serialize)]
pub struct Order000 {
    id: u32,
    customer: String,
    reference: String,
    /// Of all lines.
    total_cents: u64,
    lines: Vec<Line000>,
}

/// What may stand in the way of an order.
#[derive(Debug)]
pub enum Order000Error {
    /// There is no such order.
    Missing,
    /// An order has this reference already.
    Taken { reference: String },
}

impl fmt::Display for Order000Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such order"),
            Self::Taken { reference } => write!(f, "an order has the reference {reference} already"),
        }
    }
}

impl ResponseError for Order000Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Taken { .. } => StatusCode::CONFLICT,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        match self {
            Self::Missing => response.finish(),
            Self::Taken { reference } => response.json(Taken { reference }),
        }
    }
}

/// Lists orders.
///
/// Those with one of the tags, where any are given.
#[get("/orders-000")]
async fn list(ValidQuery(filter): ValidQuery<Filter000>) -> Json<Vec<Order000>> {
    let first = match filter.sort {
        Sort000::Newest => 900,
        Sort000::Oldest => 1,
        Sort000::Total => 500,
    };
    Json((first..first + filter.limit).map(|id| Order000::sample(id, filter.tag.concat())).collect())
}

/// Places an order.
///
/// Its reference must be a new one.
#[post("/orders-000")]
async fn create(ValidJson(order): ValidJson<NewOrder000>) -> Result<impl Responder, Order000Error> {
    Ok((Json(order.placed(1)?), StatusCode::CREATED))
}

/// Shows an order.
#[get("/orders-000/{id}")]
async fn show(id: Path<u32>) -> Result<Json<Order000>, Order000Error> {
    let id = id.into_inner();
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    let reference = format!("order {id}");
    Ok(Json(Order000::sample(id, reference)))
}

/// Replaces an order.
///
/// As a whole: what is absent is gone.
#[put("/orders-000/{id}")]
async fn replace(id: Path<u32>, ValidJson(order): ValidJson<NewOrder000>) -> Result<Json<Order000>, Order000Error> {
    let id = id.into_inner();
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    order.placed(id).map(Json)
}

/// Removes an order.
#[delete("/orders-000/{id}")]
async fn remove(id: Path<u32>) -> Result<HttpResponse, Order000Error> {
    if id.into_inner() == 0 { Err(Order000Error::Missing) } else { Ok(HttpResponse::NoContent().finish()) }
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
