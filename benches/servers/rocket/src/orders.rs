//! A validated order.

use rocket::serde::json::Json;
use rocket::{Responder, post};
use validator::{Validate, ValidationErrors};
use workloads::order::{Order, Receipt};

/// The faults of what breaks its rules.
#[derive(Responder)]
#[response(status = 422)]
pub(crate) struct Invalid(Json<ValidationErrors>);

impl From<ValidationErrors> for Invalid {
    fn from(errors: ValidationErrors) -> Self {
        Self(Json(errors))
    }
}

/// Places an order.
#[post("/orders", data = "<order>")]
pub(crate) fn place(order: Json<Order>) -> Result<Json<Receipt>, Invalid> {
    order.validate()?;
    Ok(Json(order.into_inner().receipt()))
}
