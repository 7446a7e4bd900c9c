//! What every server of the comparison answers: the types, the texts, the values.
//!
//! A server listens on `127.0.0.1` at the port that its first argument names, on one thread, and answers:
//!
//! | request | answer |
//! |---|---|
//! | `GET /plaintext` | [`HELLO`] |
//! | `GET /shops/{shop}/items?sort=…&limit=…&tag=…&tag=…` | [`ItemsQuery::text`] |
//! | `POST /orders`, an [`Order`](order::Order) | [`Receipt`](order::Receipt), or 422 and its faults, in whatever form is the framework's own |
//! | `GET`, `POST` `/api/{resource}`; `GET`, `PUT`, `DELETE` `/api/{resource}/{id}` | [`routes`] |
//! | `GET /layered` | [`HELLO`], with a header from each of [`layers`] |
//! | `GET /items` | [`item::all`], as JSON |
//! | `POST /import`, items as JSON | [`Imported`](item::Imported) |
//!
//! Texts are `text/plain; charset=utf-8`, values are `application/json`.

pub mod item;
pub mod layers;
pub mod order;
pub mod query;
pub mod routes;

pub use query::{ItemsQuery, Sort};

/// The answer to `GET /plaintext` and `GET /layered`.
pub const HELLO: &str = "Hello, World!";

/// The largest body that a server has to take, in bytes.
pub const BODY_LIMIT_BYTES: usize = 2 * 1024 * 1024;

/// The address to listen on, by the program's first argument.
pub fn address() -> std::net::SocketAddr {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).expect("usage: <server> PORT");
    std::net::SocketAddr::from(([127, 0, 0, 1], port))
}
