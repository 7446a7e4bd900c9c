//! A validated order.

use axum::Json;
use workloads::order::{Order, Receipt};

use crate::validated::ValidatedJson;

/// Places an order.
pub(crate) async fn place(ValidatedJson(order): ValidatedJson<Order>) -> Json<Receipt> {
    Json(order.receipt())
}
