//! What all resources share: answers.

use poem_openapi::payload::Json;
use poem_openapi::types::{ParseFromJSON, ToJSON};
use poem_openapi::{ApiResponse, Object};

/// 201.
#[derive(ApiResponse)]
pub enum Created<T: ParseFromJSON + ToJSON + Send + Sync> {
    /// It was made.
    #[oai(status = 201)]
    Created(Json<T>),
}

/// 204.
#[derive(ApiResponse)]
pub enum NoContent {
    /// It is gone.
    #[oai(status = 204)]
    NoContent,
}

/// The body where a reference is taken.
#[derive(Object)]
pub struct Taken {
    pub reference: String,
}
