//! The application.

mod orders_000;
mod support;

use std::collections::HashMap;

use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem::listener::TcpListener;
use poem::{Route, Server};
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{OpenApi, OpenApiService};

/// All of them: what poem-openapi writes for a tuple, which has sixteen at most.
struct Apis;

impl OpenApi for Apis {
    fn meta() -> Vec<MetaApi> {
        let mut meta = Vec::new();
        meta.extend(orders_000::Orders000::meta());
        meta
    }

    fn register(registry: &mut Registry) {
        orders_000::Orders000::register(registry);
    }

    fn add_routes(self, routes: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {
        orders_000::Orders000.add_routes(routes);
    }
}

fn routes() -> Route {
    let service = OpenApiService::new(Apis, "app", "0.0.0");
    let document = service.spec_endpoint();
    Route::new().nest("/", service).at("/openapi.json", document)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8080".to_owned());
    Server::new(TcpListener::bind(format!("127.0.0.1:{port}"))).run(routes()).await
}
