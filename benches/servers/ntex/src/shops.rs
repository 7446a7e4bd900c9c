//! A typed path parameter and a typed query with a list.

use ntex::web::get;
use ntex::web::types::Path;
use validator::Validate;
use workloads::ItemsQuery;

use crate::query::Query;
use crate::validated::Invalid;

/// Searches a shop.
#[get("/shops/{shop}/items")]
pub(crate) async fn search(shop: Path<u32>, Query(query): Query<ItemsQuery>) -> Result<String, Invalid> {
    query.validate()?;
    Ok(query.text(*shop))
}
