//! The workloads: what is asked of each server, and what it has to answer.

use workloads::order::Order;
use workloads::{HELLO, Sort, item, layers, query, routes};

use crate::Result;

const TEXT: &str = "text/plain";
const JSON: &str = "application/json";

/// A row of the tables.
pub struct Workload {
    /// What `--workload` calls it.
    pub name: &'static str,
    /// What the tables call it.
    pub title: &'static str,
    /// Its requests, for the server of this name; where there are several, they take turns.
    pub exchanges: fn(server: &str) -> Vec<Exchange>,
}

/// A request, and its answer.
pub struct Exchange {
    pub method: &'static str,
    pub target: String,
    /// JSON, if there is any.
    pub body: Option<Vec<u8>>,
    pub expected: Expected,
}

/// What a right answer is.
pub enum Expected {
    /// Status 200 and these very bytes.
    Exactly { content_type: &'static str, headers: &'static [(&'static str, &'static str)], body: Vec<u8> },
    /// One of these statuses, and something to read; what it says is the framework's own.
    Refused { statuses: &'static [u16] },
}

/// All that is measured, in the order of the rows.
pub const MEASURED: [Workload; 9] = [
    Workload { name: "plaintext", title: "plaintext", exchanges: plaintext },
    Workload { name: "query", title: "path + query", exchanges: path_and_query },
    Workload { name: "order-good", title: "order, good", exchanges: order_good },
    Workload { name: "order-refused", title: "order, refused", exchanges: order_refused },
    Workload { name: "order-borrowed", title: "order, borrowed", exchanges: order_borrowed },
    Workload { name: "routes", title: "200 routes", exchanges: two_hundred_routes },
    Workload { name: "layers", title: "five layers", exchanges: five_layers },
    Workload { name: "items", title: "list of 100 out", exchanges: items_out },
    Workload { name: "import", title: "1 MiB in", exchanges: import },
];

/// Checked beside the measured ones, as a server that skips it would do less work.
pub const CHECKED_ONLY: [Workload; 1] =
    [Workload { name: "order-malformed", title: "order, malformed", exchanges: order_malformed }];

/// Rows without figures, for what is not yet in cepa.
pub const NOT_YET_IN_CEPA: [&str; 4] =
    ["urlencoded form", "multipart upload, 256 KiB", "static file, 10 KiB", "static file, 1 MiB"];

/// So many items make about 1 MiB of JSON.
const IMPORTED_ITEMS: u64 = 8_480;

fn plaintext(_server: &str) -> Vec<Exchange> {
    vec![get("/plaintext", text(HELLO))]
}

fn path_and_query(_server: &str) -> Vec<Exchange> {
    let answer = query::items_text(42, Sort::Price, 20, &["red", "green", "blue"]);
    vec![get("/shops/42/items?sort=price&limit=20&tag=red&tag=green&tag=blue", text(answer))]
}

fn order_good(_server: &str) -> Vec<Exchange> {
    vec![good_order_to("/orders")]
}

fn order_refused(_server: &str) -> Vec<Exchange> {
    vec![post("/orders", to_json(&Order::bad()), Expected::Refused { statuses: &[422] })]
}

/// The others have but one way to take an order.
fn order_borrowed(server: &str) -> Vec<Exchange> {
    vec![good_order_to(if server.starts_with("cepa") { "/orders/borrowed" } else { "/orders" })]
}

fn order_malformed(_server: &str) -> Vec<Exchange> {
    let mut body = to_json(&Order::good());
    body.pop();
    vec![post("/orders", body, Expected::Refused { statuses: &[400, 422] })]
}

/// Early, middle and late ones in the list, and each of the five verbs.
fn two_hundred_routes(_server: &str) -> Vec<Exchange> {
    let all = |method, verb, resource| {
        let answer = text(routes::of_all(verb, resource));
        Exchange { method, target: format!("/api/{resource}"), body: None, expected: answer }
    };
    let one = |method, verb, resource, id| {
        let answer = text(routes::of_one(verb, resource, id));
        Exchange { method, target: format!("/api/{resource}/{id}"), body: None, expected: answer }
    };
    vec![
        one("GET", "show", "invoices", 4711),
        all("GET", "list", "languages"),
        one("GET", "show", "webhooks", 12),
        one("PUT", "replace", "currencies", 978),
        all("POST", "create", "shipments"),
        one("GET", "show", "accounts", 1),
        one("DELETE", "remove", "sessions", 90_210),
        one("GET", "show", "ratings", 5),
    ]
}

fn five_layers(_server: &str) -> Vec<Exchange> {
    let answer = Expected::Exactly { content_type: TEXT, headers: &layers::HEADERS, body: HELLO.into() };
    vec![get("/layered", answer)]
}

fn items_out(_server: &str) -> Vec<Exchange> {
    vec![get("/items", json(&item::all()))]
}

fn import(_server: &str) -> Vec<Exchange> {
    let items = item::some(IMPORTED_ITEMS);
    vec![post("/import", to_json(&items), json(&item::imported(&items)))]
}

fn good_order_to(target: &str) -> Exchange {
    let order = Order::good();
    post(target, to_json(&order), json(&order.receipt()))
}

fn get(target: &str, expected: Expected) -> Exchange {
    Exchange { method: "GET", target: target.to_owned(), body: None, expected }
}

fn post(target: &str, body: Vec<u8>, expected: Expected) -> Exchange {
    Exchange { method: "POST", target: target.to_owned(), body: Some(body), expected }
}

fn text(text: impl Into<String>) -> Expected {
    Expected::Exactly { content_type: TEXT, headers: &[], body: text.into().into_bytes() }
}

fn json(value: &impl serde::Serialize) -> Expected {
    Expected::Exactly { content_type: JSON, headers: &[], body: to_json(value) }
}

fn to_json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("the values of the workloads are plain")
}

impl Workload {
    /// Says of an error which workload it is about.
    pub fn named<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|error| format!("{}: {error}", self.name).into())
    }
}

impl Exchange {
    /// Whether the body is so large that fewer requests will do.
    pub fn is_large(&self) -> bool {
        self.body.as_ref().is_some_and(|body| body.len() > 64 * 1024)
    }

    /// Fails if the status is not among the expected ones.
    pub fn check_status(&self, status: u16) -> Result<()> {
        let expected = match self.expected {
            Expected::Exactly { .. } => &[200],
            Expected::Refused { statuses } => statuses,
        };
        if expected.contains(&status) {
            return Ok(());
        }
        Err(format!("{} {}: status {status} instead of {expected:?}", self.method, self.target).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn import_is_about_a_mebibyte() {
        let body = import("hyper").remove(0).body.unwrap();
        assert!((1_000_000..=1_048_576).contains(&body.len()), "{}", body.len());
    }

    /// So that a run of whole rotations has each request equally often.
    #[test]
    fn routes_rotate_by_eight() {
        assert_eq!(two_hundred_routes("hyper").len(), 8);
    }
}
