//! What a refusal costs: all faults of a request are told, so more of them cost more.

use cepa::prelude::*;
use cepa::serde_json::{Value, json};
use micro::Case;

use super::asked::Asked;

#[model]
struct Line {
    #[validate(length(min = 3, max = 20))]
    sku: String,
    #[validate(range(min = 1, max = 99))]
    quantity: u32,
}

#[post("/lines")]
#[json]
async fn lines(#[body] lines: Vec<Line>) -> usize {
    lines.iter().map(|line| line.sku.len() + line.quantity as usize).sum()
}

#[get("/items")]
async fn search(#[query] page: u32, #[query(range(min = 1, max = 100))] limit: u32) -> String {
    format!("{page} {limit}")
}

fn body_app() -> App {
    App::new(routes![lines]).without_docs()
}

fn query_app() -> App {
    App::new(routes![search]).without_docs()
}

/// 64 lines, of which so many have this quantity.
fn body(faulty: usize, quantity: &Value) -> String {
    let good = json!(3);
    let line = |at| json!({ "sku": format!("SKU-{at:05}"), "quantity": if at < faulty { quantity } else { &good } });
    Value::from_iter((0..64).map(line)).to_string()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = vec![
        Asked::get("/items?page=one&limit=1000").status(422).text("limit").of("faults/query", query_app),
        Asked::post("/lines", body(0, &Value::Null)).of("faults/body/none", body_app),
    ];
    for (kind, quantity) in [("rule", json!(0)), ("type", json!("three"))] {
        for count in [1, 5, 64] {
            let asked = Asked::post("/lines", body(count, &quantity)).status(422).text("quantity");
            cases.push(asked.of(&format!("faults/body/{kind}/{count}"), body_app).times(16));
        }
    }
    cases
}
