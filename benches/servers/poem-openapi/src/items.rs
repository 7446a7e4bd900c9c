//! Many values out and in.

use std::sync::Arc;

use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};
use workloads::item;

#[derive(Object)]
struct Item {
    id: u64,
    name: String,
    price_cents: u64,
    in_stock: bool,
    tags: Vec<String>,
    rating: Option<u8>,
}

#[derive(Object)]
struct Imported {
    count: usize,
    total_cents: u64,
}

/// What there is to list.
pub(crate) struct Items(Arc<Vec<Item>>);

impl Items {
    pub(crate) fn all() -> Self {
        let item = |item: item::Item| Item {
            id: item.id,
            name: item.name,
            price_cents: item.price_cents,
            in_stock: item.in_stock,
            tags: item.tags,
            rating: item.rating,
        };
        Self(Arc::new(item::all().into_iter().map(item).collect()))
    }
}

#[OpenApi]
impl Items {
    /// Lists a hundred items.
    #[oai(path = "/items", method = "get")]
    async fn list(&self) -> Json<Arc<Vec<Item>>> {
        Json(self.0.clone())
    }

    /// Takes many items.
    #[oai(path = "/import", method = "post")]
    async fn import(&self, items: Json<Vec<Item>>) -> Json<Imported> {
        Json(Imported { count: items.len(), total_cents: items.iter().map(|item| item.price_cents).sum() })
    }
}
