//! Many values out and in.

use actix_web::{HttpResponse, get, post, web};
use workloads::item::{Imported, Item, imported};

/// Lists a hundred items.
#[get("/items")]
pub(crate) async fn list(items: web::Data<Vec<Item>>) -> HttpResponse {
    HttpResponse::Ok().json(items.as_ref())
}

/// Takes many items.
#[post("/import")]
pub(crate) async fn import(items: web::Json<Vec<Item>>) -> web::Json<Imported> {
    web::Json(imported(&items))
}
