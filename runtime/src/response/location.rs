//! `Location`: text goes as it is; a link is completed by whoever knows where the answering route is mounted.
//!
//! A response is made without its request. So the link travels in the response's extensions until the route's glue, which has
//! both, puts the prefixes in front; in an answer that no route made, a middleware's say, the application does it.

use http::header::{HeaderMap, HeaderValue, InvalidHeaderValue, LOCATION};

use super::{Outcome, Response};
use crate::link::{Destination, Link};
use crate::request::Head;

/// A `Location` to be sent.
pub(super) struct Location {
    header: HeaderValue,
    link: Option<Link>,
}

/// The link that an answer's `Location` holds, without the prefixes.
#[derive(Debug, Clone)]
pub(super) struct Unplaced(pub(super) Link);

impl Location {
    /// # Errors
    ///
    /// The text is no header value.
    pub(super) fn new(destination: Destination) -> Result<Self, InvalidHeaderValue> {
        let header = HeaderValue::try_from(destination.to_string())?;
        let link = match destination {
            Destination::Link(link) => Some(link),
            Destination::Text(_) => None,
        };
        Ok(Self { header, link })
    }

    pub(super) fn on_response(self, response: &mut Response) {
        response.headers_mut().insert(LOCATION, self.header);
        if let Some(link) = self.link {
            response.extensions_mut().insert(Unplaced(link));
        }
    }

    pub(super) fn on_outcome<T>(self, outcome: &mut Outcome<T>) {
        outcome.link = self.in_headers(&mut outcome.headers);
    }

    fn in_headers(self, headers: &mut HeaderMap) -> Option<Link> {
        headers.insert(LOCATION, self.header);
        self.link
    }
}

/// Completes a link in the `Location` of a route's answer to the request with this head.
pub fn place(response: &mut Response, head: &Head) {
    place_by(response, |link| head.place(link));
}

/// Completes a link in an answer's `Location` by `place`. Costs nothing where there is none.
pub(crate) fn place_by(response: &mut Response, place: impl FnOnce(&Link) -> String) {
    if response.extensions().is_empty() {
        return;
    }
    let Some(Unplaced(link)) = response.extensions_mut().remove() else { return };
    // Whoever put another location in its place meant that one.
    let is_there = response.headers().get(LOCATION).is_some_and(|header| header == link.as_str());
    if is_there && let Ok(location) = HeaderValue::try_from(place(&link)) {
        response.headers_mut().insert(LOCATION, location);
    }
}
