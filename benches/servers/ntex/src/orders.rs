//! A validated order.

use ntex::web::post;
use ntex::web::types::Json;
use validator::Validate;
use workloads::order::{Order, Receipt};

use crate::validated::Invalid;

/// Places an order.
#[post("/orders")]
pub(crate) async fn place(order: Json<Order>) -> Result<Json<Receipt>, Invalid> {
    order.validate()?;
    Ok(Json(order.into_inner().receipt()))
}
