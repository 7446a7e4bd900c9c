//! The OpenAPI document, which an application makes once.

use std::hint::black_box;

use cepa::prelude::*;
use micro::Case;

use super::server::{orders, shops};

/// Shows an order.
#[get("/orders/{id}")]
#[json]
async fn show(id: u64, #[header] if_none_match: Option<&str>) -> Option<orders::Order> {
    black_box((id, if_none_match));
    None
}

pub(crate) fn cases() -> Vec<Case> {
    let document = |_| {
        let app: App = App::new(routes![shops::search, orders::place, orders::place_borrowed, show]).without_docs();
        move || drop(black_box(app.document().expect("a document")))
    };
    vec![Case::new("document/4-routes", document).times(16)]
}
