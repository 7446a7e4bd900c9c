//! JSON in and out, by the routes of the comparison's server.

use std::sync::Arc;

use cepa::prelude::*;
use cepa::serde_json::to_vec;
use micro::Case;
use workloads::{item, order};

use super::asked::Asked;
use super::server::{items, orders};

/// So many are about 64 KiB.
const LIST: u64 = 545;

#[derive(Clone, State)]
struct AppState {
    items: Arc<items::Items>,
}

fn taking() -> App {
    App::new(routes![orders::place, orders::place_borrowed, items::import]).without_docs()
}

fn listing() -> App<AppState> {
    let state = AppState { items: Arc::new(items::Items::all()) };
    App::new(routes![items::list]).state(state).without_docs()
}

pub(crate) fn cases() -> Vec<Case> {
    let order = to_vec(&order::Order::good()).expect("an order");
    let list = to_vec(&item::some(LIST)).expect("a list");
    vec![
        Asked::post("/orders", order.clone()).text("total_cents").of("json/in/order", taking),
        Asked::post("/orders/borrowed", order).text("total_cents").of("json/in/order-borrowed", taking),
        Asked::post("/import", list).text("545").of("json/in/list-64-kib", taking).times(16),
        Asked::get("/items").text("Item number 99").of("json/out/100-items", listing),
    ]
}
