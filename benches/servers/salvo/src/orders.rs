//! A validated order.

use salvo::extract::JsonBody;
use salvo::prelude::*;
use validator::Validate;
use workloads::order::{Order, Receipt};

use crate::validated::Invalid;

/// Places an order.
#[handler]
pub(crate) async fn place(order: JsonBody<Order>) -> Result<Json<Receipt>, Invalid> {
    order.validate()?;
    Ok(Json(order.into_inner().receipt()))
}
