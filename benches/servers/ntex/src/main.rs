//! The comparison's server in ntex.

mod items;
mod layers;
mod orders;
mod query;
mod resources;
mod shops;
mod validated;

use std::sync::Arc;

use ntex::web::types::JsonConfig;
use ntex::web::{self, App};
use workloads::HELLO;
use workloads::item;

#[web::get("/plaintext")]
async fn plaintext() -> &'static str {
    HELLO
}

#[ntex::main]
async fn main() -> std::io::Result<()> {
    let items = Arc::new(item::all());
    let app = async move || {
        App::new()
            .state(items.clone())
            .state(JsonConfig::default().limit(workloads::BODY_LIMIT_BYTES))
            .service(plaintext)
            .service(shops::search)
            .service(orders::place)
            .service(items::list)
            .service(items::import)
            .configure(layers::configure)
            .configure(resources::configure)
    };
    web::server(app).workers(1).bind(workloads::address())?.run().await
}
