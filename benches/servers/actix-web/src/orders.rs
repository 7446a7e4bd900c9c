//! A validated order.

use actix_web::{post, web};
use validator::Validate;
use workloads::order::{Order, Receipt};

use crate::validated::Invalid;

/// Places an order.
#[post("/orders")]
pub(crate) async fn place(order: web::Json<Order>) -> Result<web::Json<Receipt>, Invalid> {
    order.validate()?;
    Ok(web::Json(order.into_inner().receipt()))
}
