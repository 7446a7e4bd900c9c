//! Five layers around a route, each a responder around the next.
//!
//! Fairings, the other way to change an answer, run for every request to a server: all other routes would pay for these.

use rocket::http::Header;
use rocket::response::{self, Responder};
use rocket::{Request, get};
use workloads::HELLO;
use workloads::layers::HEADERS;

/// Adds the header that stands there in the list.
pub(crate) struct Layer<const AT: usize, R>(R);

impl<'r, 'o: 'r, const AT: usize, R: Responder<'r, 'o>> Responder<'r, 'o> for Layer<AT, R> {
    fn respond_to(self, request: &'r Request<'_>) -> response::Result<'o> {
        let mut response = self.0.respond_to(request)?;
        let (name, value) = HEADERS[AT];
        response.set_header(Header::new(name, value));
        Ok(response)
    }
}

type Layered<R> = Layer<0, Layer<1, Layer<2, Layer<3, Layer<4, R>>>>>;

#[get("/layered")]
pub(crate) fn layered() -> Layered<&'static str> {
    Layer(Layer(Layer(Layer(Layer(HELLO)))))
}
