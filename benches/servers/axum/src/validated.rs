//! Extractors that validate what they extract.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use serde::de::DeserializeOwned;
use validator::Validate;

/// A JSON body that keeps its rules.
pub(crate) struct ValidatedJson<T>(pub(crate) T);

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequest<S> for ValidatedJson<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let Json(value) = Json::<T>::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        validated(value).map(Self)
    }
}

/// A query, with lists, that keeps its rules.
pub(crate) struct ValidatedQuery<T>(pub(crate) T);

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequestParts<S> for ValidatedQuery<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Query(value) = Query::<T>::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        validated(value).map(Self)
    }
}

fn validated<T: Validate>(value: T) -> Result<T, Response> {
    match value.validate() {
        Ok(()) => Ok(value),
        Err(errors) => Err((StatusCode::UNPROCESSABLE_ENTITY, Json(errors)).into_response()),
    }
}
