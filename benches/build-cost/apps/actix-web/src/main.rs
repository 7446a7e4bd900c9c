//! The application.

mod orders_000;
mod support;

use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer};

fn configure(config: &mut ServiceConfig) {
    config.configure(orders_000::configure);
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8080".to_owned());
    HttpServer::new(|| App::new().configure(configure)).bind(format!("127.0.0.1:{port}"))?.run().await
}
