//! A typed path parameter and a typed query with a list.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use validator::Validate;

/// What to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    Name,
    Price,
}

/// The query of `GET /shops/{shop}/items`.
#[derive(Debug, Clone, Deserialize, Validate)]
pub struct ItemsQuery {
    pub sort: Sort,
    /// From 1 to 100.
    #[serde(default = "default_limit")]
    #[validate(range(min = 1, max = 100))]
    pub limit: u32,
    /// Any number of them.
    #[serde(default)]
    pub tag: Vec<String>,
}

fn default_limit() -> u32 {
    20
}

impl ItemsQuery {
    /// The answer: `shop 42: 20 by price, red+blue+green`.
    pub fn text(&self, shop: u32) -> String {
        items_text(shop, self.sort, self.limit, &self.tag)
    }
}

/// As [`ItemsQuery::text`].
pub fn items_text<T: AsRef<str>>(shop: u32, sort: Sort, limit: u32, tags: &[T]) -> String {
    let sort = match sort {
        Sort::Name => "name",
        Sort::Price => "price",
    };
    let mut text = String::with_capacity(64);
    let _ = write!(text, "shop {shop}: {limit} by {sort}, ");
    for (at, tag) in tags.iter().enumerate() {
        if at > 0 {
            text.push('+');
        }
        text.push_str(tag.as_ref());
    }
    text
}
