//! Five layers around a route, each a function.

use cepa::http::{HeaderName, HeaderValue};
use cepa::prelude::*;
use workloads::HELLO;
use workloads::layers::HEADERS;

use crate::AppState;

macro_rules! layer {
    ($name:ident, $at:literal) => {
        #[middleware]
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

#[get("/layered")]
async fn layered() -> &'static str {
    HELLO
}

pub const ROUTES: Routes<AppState> = routes![
    #[layer(first)]
    #[layer(second)]
    #[layer(third)]
    #[layer(fourth)]
    #[layer(fifth)]
    layered,
];
