//! What all resources share: extractors that validate, and the answers that refuse.

use axum::Json;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Query;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::IntoResponses;
use validator::{Validate, ValidationErrors};

/// A body whose rules hold.
pub struct ValidJson<T>(pub T);

impl<T, S> FromRequest<S> for ValidJson<T>
where
    T: DeserializeOwned + Validate,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let Json(value) = Json::<T>::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        value.validate().map_err(|errors| Invalid::from(errors).into_response())?;
        Ok(Self(value))
    }
}

/// A query whose rules hold.
pub struct ValidQuery<T>(pub T);

impl<T, S> FromRequestParts<S> for ValidQuery<T>
where
    T: DeserializeOwned + Validate,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Query(value) = Query::<T>::from_request_parts(parts, state).await.map_err(IntoResponse::into_response)?;
        value.validate().map_err(|errors| Invalid::from(errors).into_response())?;
        Ok(Self(value))
    }
}

/// The request breaks a rule.
#[derive(Serialize, IntoResponses)]
#[response(status = 422)]
pub struct Invalid {
    faults: String,
}

impl From<ValidationErrors> for Invalid {
    fn from(errors: ValidationErrors) -> Self {
        Self { faults: errors.to_string() }
    }
}

impl IntoResponse for Invalid {
    fn into_response(self) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, Json(self)).into_response()
    }
}

/// The body where a reference is taken.
#[derive(Serialize)]
pub struct Taken {
    pub reference: String,
}
