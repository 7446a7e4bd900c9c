//! Many values out and in.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use workloads::item::{Imported, Item, imported};

use crate::AppState;

/// Lists a hundred items.
pub(crate) async fn list(State(state): State<AppState>) -> Response {
    Json(&*state.items).into_response()
}

/// Takes many items.
pub(crate) async fn import(Json(items): Json<Vec<Item>>) -> Json<Imported> {
    Json(imported(&items))
}
