//! Many values out and in.

use std::sync::Arc;

use ntex::web::types::{Json, State};
use ntex::web::{HttpResponse, get, post};
use workloads::item::{Imported, Item, imported};

/// Lists a hundred items.
#[get("/items")]
pub(crate) async fn list(items: State<Arc<Vec<Item>>>) -> HttpResponse {
    HttpResponse::Ok().json(&**items)
}

/// Takes many items.
#[post("/import")]
pub(crate) async fn import(items: Json<Vec<Item>>) -> Json<Imported> {
    Json(imported(&items))
}
