//! Orders of kind 000.

use salvo::oapi::extract::PathParam;
use salvo::oapi::{ToParameters, ToResponses, ToSchema, endpoint};
use salvo::prelude::*;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::support::{Created, NoContent, Taken, ValidJson, ValidQuery};

pub fn router() -> Router {
    let one = Router::with_path("{id}").get(show).put(replace).delete(remove);
    Router::with_path("orders-000").get(list).post(create).push(one)
}

/// In which order to list.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Sort000 {
    Newest,
    Oldest,
    Total,
}

/// Which orders to list.
#[derive(Deserialize, Validate, ToParameters)]
#[salvo(parameters(default_parameter_in = Query))]
pub struct Filter000 {
    sort: Sort000,
    /// How many at most.
    #[serde(default = "default_limit")]
    #[validate(range(min = 1, max = 100))]
    #[salvo(parameter(minimum = 1, maximum = 100))]
    limit: u32,
    /// Any of these.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[salvo(parameter(max_items = 10))]
    tag: Vec<String>,
}

fn default_limit() -> u32 {
    20
}

/// An order to place.
#[derive(Deserialize, Validate, ToSchema)]
pub struct NewOrder000 {
    #[validate(email)]
    #[salvo(schema(format = "email"))]
    customer: String,
    /// The customer's own name for it.
    #[validate(length(min = 3, max = 20))]
    #[salvo(schema(min_length = 3, max_length = 20))]
    reference: String,
    #[validate(length(max = 200))]
    #[salvo(schema(max_length = 200))]
    note: Option<String>,
    #[validate(length(min = 1, max = 50), nested)]
    #[salvo(schema(min_items = 1, max_items = 50))]
    lines: Vec<Line000>,
}

/// One line of an order.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
pub struct Line000 {
    #[validate(length(min = 3, max = 20))]
    #[salvo(schema(min_length = 3, max_length = 20))]
    sku: String,
    #[validate(range(min = 1, max = 99))]
    #[salvo(schema(minimum = 1, maximum = 99))]
    quantity: u32,
    /// Of one piece.
    #[validate(range(max = 999_999))]
    #[salvo(schema(maximum = 999_999))]
    price_cents: u64,
}

/// An order as it was placed.
#[derive(Serialize, ToSchema)]
pub struct Order000 {
    id: u32,
    customer: String,
    reference: String,
    /// Of all lines.
    total_cents: u64,
    lines: Vec<Line000>,
}

/// What may stand in the way of an order.
#[derive(Debug, ToResponses)]
pub enum Order000Error {
    /// There is no such order.
    #[salvo(response(status_code = 404))]
    Missing,
    /// An order has this reference already.
    #[salvo(response(status_code = 409))]
    Taken { reference: String },
}

impl Scribe for Order000Error {
    fn render(self, response: &mut Response) {
        match self {
            Self::Missing => {
                response.status_code(StatusCode::NOT_FOUND);
            }
            Self::Taken { reference } => {
                response.status_code(StatusCode::CONFLICT);
                response.render(Json(Taken { reference }));
            }
        }
    }
}

/// Lists orders.
///
/// Those with one of the tags, where any are given.
#[endpoint]
async fn list(filter: ValidQuery<Filter000>) -> Json<Vec<Order000>> {
    let ValidQuery(filter) = filter;
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
#[endpoint]
async fn create(order: ValidJson<NewOrder000>) -> Result<Created<Order000>, Order000Error> {
    order.0.placed(1).map(Created)
}

/// Shows an order.
#[endpoint]
async fn show(id: PathParam<u32>) -> Result<Json<Order000>, Order000Error> {
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
#[endpoint]
async fn replace(id: PathParam<u32>, order: ValidJson<NewOrder000>) -> Result<Json<Order000>, Order000Error> {
    let id = id.into_inner();
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    order.0.placed(id).map(Json)
}

/// Removes an order.
#[endpoint]
async fn remove(id: PathParam<u32>) -> Result<NoContent, Order000Error> {
    if id.into_inner() == 0 { Err(Order000Error::Missing) } else { Ok(NoContent) }
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
