//! The comparison's server in poem-openapi.

mod items;
mod layers;
mod orders;
mod resources;
mod shops;

use poem::Server;
use poem::listener::TcpListener;
use poem_openapi::payload::PlainText;
use poem_openapi::{OpenApi, OpenApiService};
use workloads::HELLO;

struct Plaintext;

#[OpenApi]
impl Plaintext {
    #[oai(path = "/plaintext", method = "get")]
    async fn plaintext(&self) -> PlainText<&'static str> {
        PlainText(HELLO)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let api = (Plaintext, shops::Shops, orders::Orders, items::Items::all(), layers::Layered, resources::resources());
    let service = OpenApiService::new(api, "Comparison", "0.0.0");
    Server::new(TcpListener::bind(workloads::address())).run(service).await
}
