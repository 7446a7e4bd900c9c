//! Five layers around a route, each a function.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::web;
use workloads::HELLO;
use workloads::layers::HEADERS;

macro_rules! layer {
    ($name:ident, $at:literal) => {
        async fn $name<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
            const NAME: HeaderName = HeaderName::from_static(HEADERS[$at].0);
            const VALUE: HeaderValue = HeaderValue::from_static(HEADERS[$at].1);
            let mut response = next.call(request).await?;
            response.headers_mut().insert(NAME, VALUE);
            Ok(response)
        }
    };
}

layer!(first, 0);
layer!(second, 1);
layer!(third, 2);
layer!(fourth, 3);
layer!(fifth, 4);

async fn layered() -> &'static str {
    HELLO
}

// What is wrapped last is outermost.
pub(crate) fn configure(config: &mut web::ServiceConfig) {
    let resource = web::resource("/layered")
        .wrap(from_fn(fifth))
        .wrap(from_fn(fourth))
        .wrap(from_fn(third))
        .wrap(from_fn(second))
        .wrap(from_fn(first))
        .route(web::get().to(layered));
    config.service(resource);
}
