//! The answer to what breaks its rules.

use salvo::Scribe;
use salvo::prelude::*;
use validator::ValidationErrors;

/// The faults, which become a 422.
pub(crate) struct Invalid(ValidationErrors);

impl From<ValidationErrors> for Invalid {
    fn from(errors: ValidationErrors) -> Self {
        Self(errors)
    }
}

impl Scribe for Invalid {
    fn render(self, response: &mut Response) {
        response.status_code(StatusCode::UNPROCESSABLE_ENTITY);
        response.render(Json(self.0));
    }
}
