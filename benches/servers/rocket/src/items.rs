//! Many values out and in.

use rocket::serde::json::Json;
use rocket::{State, get, post};
use workloads::item::{Imported, Item, imported};

/// Lists a hundred items.
#[get("/items")]
pub(crate) fn list(items: &State<Vec<Item>>) -> Json<&[Item]> {
    Json(items.as_slice())
}

/// Takes many items.
#[post("/import", data = "<items>")]
pub(crate) fn import(items: Json<Vec<Item>>) -> Json<Imported> {
    Json(imported(&items))
}
