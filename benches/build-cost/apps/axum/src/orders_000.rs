//! Orders of kind 000.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, IntoResponses, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use validator::Validate;

use crate::support::{Invalid, Taken, ValidJson, ValidQuery};

pub fn router() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(show, replace, remove))
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
#[derive(Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter000 {
    sort: Sort000,
    /// How many at most.
    #[serde(default = "default_limit")]
    #[validate(range(min = 1, max = 100))]
    #[param(minimum = 1, maximum = 100)]
    limit: u32,
    /// Any of these.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[param(max_items = 10)]
    tag: Vec<String>,
}

fn default_limit() -> u32 {
    20
}

/// An order to place.
#[derive(Deserialize, Validate, ToSchema)]
pub struct NewOrder000 {
    #[validate(email)]
    #[schema(format = Email)]
    customer: String,
    /// The customer's own name for it.
    #[validate(length(min = 3, max = 20))]
    #[schema(min_length = 3, max_length = 20)]
    reference: String,
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    note: Option<String>,
    #[validate(length(min = 1, max = 50), nested)]
    #[schema(min_items = 1, max_items = 50)]
    lines: Vec<Line000>,
}

/// One line of an order.
#[derive(Serialize, Deserialize, Validate, ToSchema)]
pub struct Line000 {
    #[validate(length(min = 3, max = 20))]
    #[schema(min_length = 3, max_length = 20)]
    sku: String,
    #[validate(range(min = 1, max = 99))]
    #[schema(minimum = 1, maximum = 99)]
    quantity: u32,
    /// Of one piece.
    #[validate(range(max = 999_999))]
    #[schema(maximum = 999_999)]
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
#[derive(Debug, IntoResponses)]
pub enum Order000Error {
    /// There is no such order.
    #[response(status = 404)]
    Missing,
    /// An order has this reference already.
    #[response(status = 409)]
    Taken { reference: String },
}

impl IntoResponse for Order000Error {
    fn into_response(self) -> Response {
        match self {
            Self::Missing => StatusCode::NOT_FOUND.into_response(),
            Self::Taken { reference } => (StatusCode::CONFLICT, Json(Taken { reference })).into_response(),
        }
    }
}

/// Lists orders.
///
/// Those with one of the tags, where any are given.
#[utoipa::path(
    get,
    path = "/orders-000",
    params(Filter000),
    responses((status = 200, description = "The orders", body = Vec<Order000>), Invalid),
)]
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
#[utoipa::path(
    post,
    path = "/orders-000",
    request_body = NewOrder000,
    responses((status = 201, description = "The order", body = Order000), Order000Error, Invalid),
)]
async fn create(ValidJson(order): ValidJson<NewOrder000>) -> Result<(StatusCode, Json<Order000>), Order000Error> {
    Ok((StatusCode::CREATED, Json(order.placed(1)?)))
}

/// Shows an order.
#[utoipa::path(
    get,
    path = "/orders-000/{id}",
    params(("id" = u32, Path)),
    responses((status = 200, description = "The order", body = Order000), Order000Error),
)]
async fn show(Path(id): Path<u32>) -> Result<Json<Order000>, Order000Error> {
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    let reference = format!("order {id}");
    Ok(Json(Order000::sample(id, reference)))
}

/// Replaces an order.
///
/// As a whole: what is absent is gone.
#[utoipa::path(
    put,
    path = "/orders-000/{id}",
    params(("id" = u32, Path)),
    request_body = NewOrder000,
    responses((status = 200, description = "The order", body = Order000), Order000Error, Invalid),
)]
async fn replace(
    Path(id): Path<u32>,
    ValidJson(order): ValidJson<NewOrder000>,
) -> Result<Json<Order000>, Order000Error> {
    if id == 0 {
        return Err(Order000Error::Missing);
    }
    order.placed(id).map(Json)
}

/// Removes an order.
#[utoipa::path(
    delete,
    path = "/orders-000/{id}",
    params(("id" = u32, Path)),
    responses((status = 204, description = "It is gone"), Order000Error),
)]
async fn remove(Path(id): Path<u32>) -> Result<StatusCode, Order000Error> {
    if id == 0 { Err(Order000Error::Missing) } else { Ok(StatusCode::NO_CONTENT) }
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
