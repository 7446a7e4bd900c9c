//! A typed path parameter and a typed query with a list.

use rocket::{FromForm, FromFormField, get};
use workloads::Sort as Order;
use workloads::query::items_text;

#[derive(FromFormField)]
pub(crate) enum Sort {
    Name,
    Price,
}

#[derive(FromForm)]
pub(crate) struct ItemsQuery<'r> {
    sort: Sort,
    #[field(default = 20, validate = range(1..=100))]
    limit: u32,
    tag: Vec<&'r str>,
}

/// Searches a shop.
#[get("/shops/<shop>/items?<query..>")]
pub(crate) fn search(shop: u32, query: ItemsQuery<'_>) -> String {
    let sort = match query.sort {
        Sort::Name => Order::Name,
        Sort::Price => Order::Price,
    };
    items_text(shop, sort, query.limit, &query.tag)
}
