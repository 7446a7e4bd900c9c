//! Five layers as functions, each around the next.

use hyper::Request;
use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use workloads::HELLO;
use workloads::layers::HEADERS;

use crate::{Answer, text};

macro_rules! layer {
    ($name:ident, $at:literal, $next:ident) => {
        pub(crate) async fn $name(request: Request<Incoming>) -> Answer {
            const NAME: HeaderName = HeaderName::from_static(HEADERS[$at].0);
            const VALUE: HeaderValue = HeaderValue::from_static(HEADERS[$at].1);
            let mut answer = $next(request).await;
            answer.headers_mut().insert(NAME, VALUE);
            answer
        }
    };
}

layer!(first, 0, second);
layer!(second, 1, third);
layer!(third, 2, fourth);
layer!(fourth, 3, fifth);
layer!(fifth, 4, endpoint);

async fn endpoint(_request: Request<Incoming>) -> Answer {
    text(HELLO)
}
