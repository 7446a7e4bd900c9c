//! A typed path parameter and a typed query with a list.

use salvo::prelude::*;
use serde::Deserialize;
use validator::Validate;
use workloads::Sort;
use workloads::query::items_text;

use crate::validated::Invalid;

#[derive(Deserialize, Extractible, Validate)]
#[salvo(extract(default_source(from = "query")))]
struct Search {
    #[salvo(extract(source(from = "param")))]
    shop: u32,
    sort: Sort,
    #[serde(default = "default_limit")]
    #[validate(range(min = 1, max = 100))]
    limit: u32,
    #[serde(default)]
    tag: Vec<String>,
}

fn default_limit() -> u32 {
    20
}

/// Searches a shop.
#[handler]
pub(crate) async fn search(query: Search) -> Result<String, Invalid> {
    query.validate()?;
    Ok(items_text(query.shop, query.sort, query.limit, &query.tag))
}
