//! Extractors that validate what they extract.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::{Query, QueryRejection};
use serde::de::DeserializeOwned;
use validator::{Validate, ValidationErrors};

/// A JSON body that keeps its rules.
pub(crate) struct ValidatedJson<T>(pub(crate) T);

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequest<S> for ValidatedJson<T> {
    type Rejection = ValidatedRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, ValidatedRejection> {
        let Json(value) = Json::<T>::from_request(request, state).await.map_err(ValidatedRejection::Json)?;
        value.validate().map_err(ValidatedRejection::Invalid)?;
        Ok(Self(value))
    }
}

/// A query, with lists, that keeps its rules.
pub(crate) struct ValidatedQuery<T>(pub(crate) T);

impl<T: DeserializeOwned + Validate, S: Send + Sync> FromRequestParts<S> for ValidatedQuery<T> {
    type Rejection = ValidatedRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ValidatedRejection> {
        let Query(value) = Query::<T>::from_request_parts(parts, state).await.map_err(ValidatedRejection::Query)?;
        value.validate().map_err(ValidatedRejection::Invalid)?;
        Ok(Self(value))
    }
}

/// Why a request is refused.
pub(crate) enum ValidatedRejection {
    Json(JsonRejection),
    Query(QueryRejection),
    Invalid(ValidationErrors),
}

impl IntoResponse for ValidatedRejection {
    fn into_response(self) -> Response {
        match self {
            Self::Json(rejection) => rejection.into_response(),
            Self::Query(rejection) => rejection.into_response(),
            Self::Invalid(errors) => (StatusCode::UNPROCESSABLE_ENTITY, Json(errors)).into_response(),
        }
    }
}
