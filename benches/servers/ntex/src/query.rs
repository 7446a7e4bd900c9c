//! A query with lists, which ntex's own extractor does not take.

use ntex::http::Payload;
use ntex::web::error::{DefaultError, Error, ErrorBadRequest};
use ntex::web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

/// As `web::types::Query`, and a key that comes again makes a list.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<DefaultError> for Query<T> {
    type Error = Error;

    async fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Result<Self, Error> {
        serde_html_form::from_str(request.query_string()).map(Self).map_err(|error| ErrorBadRequest(error).into())
    }
}
