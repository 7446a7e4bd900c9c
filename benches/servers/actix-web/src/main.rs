//! The comparison's server in actix-web.

mod items;
mod layers;
mod orders;
mod query;
mod resources;
mod shops;
mod validated;

use actix_web::{App, HttpServer, get, web};
use workloads::HELLO;
use workloads::item;

#[get("/plaintext")]
async fn plaintext() -> &'static str {
    HELLO
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let items = web::Data::new(item::all());
    // Nothing is set for the size of bodies: 2 MiB are actix-web's own limit for JSON. The services are searched in this
    // order, so that the many come last.
    let app = move || {
        App::new()
            .app_data(items.clone())
            .service(plaintext)
            .service(shops::search)
            .service(orders::place)
            .service(items::list)
            .service(items::import)
            .configure(layers::configure)
            .configure(resources::configure)
    };
    HttpServer::new(app).workers(1).tcp_nodelay(true).bind(workloads::address())?.run().await
}
