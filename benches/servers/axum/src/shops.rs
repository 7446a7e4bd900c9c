//! A typed path parameter and a typed query with a list.

use axum::extract::Path;
use workloads::ItemsQuery;

use crate::validated::ValidatedQuery;

/// Searches a shop.
pub(crate) async fn search(Path(shop): Path<u32>, ValidatedQuery(query): ValidatedQuery<ItemsQuery>) -> String {
    query.text(shop)
}
