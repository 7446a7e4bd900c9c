//! What all resources share: extractors that validate, and the answers that refuse.

use std::fmt;
use std::future::{Future, Ready, ready};
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::Json;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use validator::Validate;

/// A body whose rules hold.
pub struct ValidJson<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for ValidJson<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json = Json::<T>::from_request(request, payload);
        Box::pin(async move {
            let Json(value) = json.await?;
            value.validate().map_err(Invalid::new)?;
            Ok(Self(value))
        })
    }
}

/// A query whose rules hold.
pub struct ValidQuery<T>(pub T);

impl<T: DeserializeOwned + Validate> FromRequest for ValidQuery<T> {
    type Error = Invalid;
    type Future = Ready<Result<Self, Invalid>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(valid_query(request.query_string()).map(Self))
    }
}

fn valid_query<T: DeserializeOwned + Validate>(query: &str) -> Result<T, Invalid> {
    let value: T = serde_html_form::from_str(query).map_err(Invalid::new)?;
    value.validate().map_err(Invalid::new)?;
    Ok(value)
}

/// The request breaks a rule.
#[derive(Debug, Serialize)]
pub struct Invalid {
    faults: String,
}

impl Invalid {
    fn new(fault: impl fmt::Display) -> Self {
        Self { faults: fault.to_string() }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.faults)
    }
}

impl ResponseError for Invalid {
    fn status_code(&self) -> StatusCode {
        StatusCode::UNPROCESSABLE_ENTITY
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).json(self)
    }
}

/// The body where a reference is taken.
#[derive(Serialize)]
pub struct Taken<'a> {
    pub reference: &'a str,
}
