//! A typed path parameter and a typed query with a list.

use poem_openapi::param::{Path, Query};
use poem_openapi::payload::PlainText;
use poem_openapi::{Enum, OpenApi};
use workloads::Sort as Order;
use workloads::query::items_text;

#[derive(Enum)]
#[oai(rename_all = "lowercase")]
enum Sort {
    Name,
    Price,
}

fn default_limit() -> u32 {
    20
}

pub(crate) struct Shops;

#[OpenApi]
impl Shops {
    /// Searches a shop.
    #[oai(path = "/shops/:shop/items", method = "get")]
    async fn search(
        &self,
        shop: Path<u32>,
        sort: Query<Sort>,
        #[oai(default = "default_limit", validator(minimum(value = "1"), maximum(value = "100")))] limit: Query<u32>,
        tag: Query<Vec<String>>,
    ) -> PlainText<String> {
        let sort = match sort.0 {
            Sort::Name => Order::Name,
            Sort::Price => Order::Price,
        };
        PlainText(items_text(shop.0, sort, limit.0, &tag.0))
    }
}
