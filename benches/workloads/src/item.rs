//! Plain values, many of them.

use serde::{Deserialize, Serialize};

/// One of a hundred that `GET /items` answers with, and of many that `POST /import` takes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    pub id: u64,
    pub name: String,
    pub price_cents: u64,
    pub in_stock: bool,
    pub tags: Vec<String>,
    pub rating: Option<u8>,
}

/// The answer to `POST /import`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Imported {
    pub count: usize,
    pub total_cents: u64,
}

/// What `GET /items` answers with; made once, when the server starts.
pub fn all() -> Vec<Item> {
    some(100)
}

/// So many items.
pub fn some(count: u64) -> Vec<Item> {
    (0..count)
        .map(|id| Item {
            id,
            name: format!("Item number {id}, \"boxed\""),
            price_cents: 99 + 37 * id,
            in_stock: id % 3 != 0,
            tags: vec!["garden".to_owned(), format!("row-{}", id % 7)],
            rating: (id % 4 != 0).then_some((id % 5) as u8),
        })
        .collect()
}

pub fn imported(items: &[Item]) -> Imported {
    Imported { count: items.len(), total_cents: items.iter().map(|item| item.price_cents).sum() }
}
