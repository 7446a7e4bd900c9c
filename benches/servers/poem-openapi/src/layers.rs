//! Five layers around a route, each a function.

use std::sync::Arc;

use poem::http::{HeaderName, HeaderValue};
use poem::{Endpoint, EndpointExt, IntoResponse, Request, Response, Result};
use poem_openapi::OpenApi;
use poem_openapi::payload::PlainText;
use workloads::HELLO;
use workloads::layers::HEADERS;

macro_rules! layer {
    ($name:ident, $at:literal) => {
        async fn $name<E: Endpoint>(next: Arc<E>, request: Request) -> Result<Response> {
            const NAME: HeaderName = HeaderName::from_static(HEADERS[$at].0);
            const VALUE: HeaderValue = HeaderValue::from_static(HEADERS[$at].1);
            let mut response = next.call(request).await?.into_response();
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

// What is put around last is outermost.
fn layers(endpoint: impl Endpoint + 'static) -> impl Endpoint {
    endpoint.around(fifth).around(fourth).around(third).around(second).around(first)
}

pub(crate) struct Layered;

#[OpenApi]
impl Layered {
    #[oai(path = "/layered", method = "get", transform = "layers")]
    async fn layered(&self) -> PlainText<&'static str> {
        PlainText(HELLO)
    }
}
