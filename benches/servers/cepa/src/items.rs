//! Many values out and in.

use cepa::prelude::*;
use workloads::item;

#[model]
pub struct Item {
    id: u64,
    name: String,
    price_cents: u64,
    in_stock: bool,
    tags: Vec<String>,
    rating: Option<u8>,
}

#[model(output)]
pub struct Imported {
    count: usize,
    total_cents: u64,
}

/// What there is to list.
pub struct Items(Vec<Item>);

impl Items {
    pub fn all() -> Self {
        let item = |item: item::Item| Item {
            id: item.id,
            name: item.name,
            price_cents: item.price_cents,
            in_stock: item.in_stock,
            tags: item.tags,
            rating: item.rating,
        };
        Self(item::all().into_iter().map(item).collect())
    }
}

/// Lists a hundred items.
#[get("/items")]
#[json]
pub async fn list(#[state] items: &Items) -> &[Item] {
    &items.0
}

/// Takes many items.
#[post("/import", limit = "2 MiB")]
#[json]
pub async fn import(#[body] items: Vec<Item>) -> Imported {
    Imported { count: items.len(), total_cents: items.iter().map(|item| item.price_cents).sum() }
}
