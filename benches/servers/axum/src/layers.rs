//! Five layers around a route, each a function.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use tower::ServiceBuilder;
use workloads::HELLO;
use workloads::layers::HEADERS;

use crate::AppState;

macro_rules! layer {
    ($name:ident, $at:literal) => {
        async fn $name(request: Request, next: Next) -> Response {
            const NAME: HeaderName = HeaderName::from_static(HEADERS[$at].0);
            const VALUE: HeaderValue = HeaderValue::from_static(HEADERS[$at].1);
            let mut response = next.run(request).await;
            response.headers_mut().insert(NAME, VALUE);
            response
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

// One builder instead of five calls of `layer`, as axum advises: the service is boxed once.
pub(crate) fn router() -> Router<AppState> {
    let layers = ServiceBuilder::new()
        .layer(from_fn(first))
        .layer(from_fn(second))
        .layer(from_fn(third))
        .layer(from_fn(fourth))
        .layer(from_fn(fifth));
    Router::new().route("/layered", get(layered)).route_layer(layers)
}
