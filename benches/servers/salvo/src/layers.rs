//! Five layers around a route, each a function.

use salvo::http::header::{HeaderName, HeaderValue};
use salvo::prelude::*;
use workloads::HELLO;
use workloads::layers::HEADERS;

macro_rules! layer {
    ($name:ident, $at:literal) => {
        #[handler]
        async fn $name(request: &mut Request, depot: &mut Depot, response: &mut Response, flow: &mut FlowCtrl) {
            const NAME: HeaderName = HeaderName::from_static(HEADERS[$at].0);
            const VALUE: HeaderValue = HeaderValue::from_static(HEADERS[$at].1);
            flow.call_next(request, depot, response).await;
            response.headers_mut().insert(NAME, VALUE);
        }
    };
}

layer!(first, 0);
layer!(second, 1);
layer!(third, 2);
layer!(fourth, 3);
layer!(fifth, 4);

#[handler]
async fn layered() -> &'static str {
    HELLO
}

pub(crate) fn router() -> Router {
    Router::with_path("layered").hoop(first).hoop(second).hoop(third).hoop(fourth).hoop(fifth).get(layered)
}
