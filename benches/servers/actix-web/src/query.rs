//! A query with lists, which actix-web's own extractor does not take.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::error::ErrorBadRequest;
use actix_web::{Error, FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

/// As `web::Query`, and a key that comes again makes a list.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        ready(serde_html_form::from_str(request.query_string()).map(Self).map_err(ErrorBadRequest))
    }
}
