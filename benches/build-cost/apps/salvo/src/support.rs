//! What all resources share: extractors that validate, and answers.

use std::fmt::Debug;

use salvo::extract::{Extractible, Metadata};
use salvo::http::{ParseError, Response, StatusCode, StatusError};
use salvo::oapi::extract::JsonBody;
use salvo::oapi::{self, Components, EndpointArgRegister, EndpointOutRegister, Operation, ToParameters, ToSchema};
use salvo::prelude::{Json, Scribe};
use salvo::{Depot, Request, Writer};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationErrors};

/// A body whose rules hold.
pub struct ValidJson<T>(pub T);

impl<'ex, T: Deserialize<'ex> + Validate + Send> Extractible<'ex> for ValidJson<T> {
    fn metadata() -> &'static Metadata {
        JsonBody::<T>::metadata()
    }

    async fn extract(
        request: &'ex mut Request,
        _: &'ex mut Depot,
    ) -> Result<Self, impl Writer + Send + Debug + 'static> {
        let value: T = request.parse_json().await.map_err(malformed)?;
        value.validate().map_err(invalid)?;
        Ok::<_, StatusError>(Self(value))
    }
}

impl<'de, T: Deserialize<'de> + ToSchema> EndpointArgRegister for ValidJson<T> {
    fn register(components: &mut Components, operation: &mut Operation, arg: &str) {
        JsonBody::<T>::register(components, operation, arg);
    }
}

/// A query whose rules hold.
pub struct ValidQuery<T>(pub T);

impl<'ex, T: Deserialize<'ex> + Validate + Send> Extractible<'ex> for ValidQuery<T> {
    fn metadata() -> &'static Metadata {
        JsonBody::<T>::metadata()
    }

    async fn extract(
        request: &'ex mut Request,
        _: &'ex mut Depot,
    ) -> Result<Self, impl Writer + Send + Debug + 'static> {
        let value: T = request.parse_queries().map_err(malformed)?;
        value.validate().map_err(invalid)?;
        Ok::<_, StatusError>(Self(value))
    }
}

impl<'de, T: ToParameters<'de>> EndpointArgRegister for ValidQuery<T> {
    fn register(components: &mut Components, operation: &mut Operation, _: &str) {
        for parameter in T::to_parameters(components) {
            operation.parameters.insert(parameter);
        }
    }
}

fn malformed(error: ParseError) -> StatusError {
    StatusError::bad_request().brief(error.to_string())
}

fn invalid(errors: ValidationErrors) -> StatusError {
    StatusError::unprocessable_entity().brief(errors.to_string())
}

/// 201.
pub struct Created<T>(pub T);

impl<T: Serialize + Send> Scribe for Created<T> {
    fn render(self, response: &mut Response) {
        response.status_code(StatusCode::CREATED);
        response.render(Json(self.0));
    }
}

impl<T: ToSchema> EndpointOutRegister for Created<T> {
    fn register(components: &mut Components, operation: &mut Operation) {
        let content = oapi::Content::new(T::to_schema(components));
        let response = oapi::Response::new("It was made.").add_content("application/json", content);
        operation.responses.insert("201", response);
    }
}

/// 204.
pub struct NoContent;

impl Scribe for NoContent {
    fn render(self, response: &mut Response) {
        response.status_code(StatusCode::NO_CONTENT);
    }
}

impl EndpointOutRegister for NoContent {
    fn register(_: &mut Components, operation: &mut Operation) {
        operation.responses.insert("204", oapi::Response::new("It is gone."));
    }
}

/// The body where a reference is taken.
#[derive(Serialize)]
pub struct Taken {
    pub reference: String,
}
