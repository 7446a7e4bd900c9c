//! A typed path parameter and a typed query with a list.

use cepa::prelude::*;
use workloads::Sort as Order;
use workloads::query::items_text;

#[model]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    Name,
    Price,
}

/// Searches a shop.
#[get("/shops/{shop}/items")]
pub async fn search(
    shop: u32,
    #[query] sort: Sort,
    #[query(default = 20, range(min = 1, max = 100))] limit: u32,
    #[query] tag: Vec<&str>,
) -> String {
    let sort = match sort {
        Sort::Name => Order::Name,
        Sort::Price => Order::Price,
    };
    items_text(shop, sort, limit, &tag)
}
