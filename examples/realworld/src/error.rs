//! Errors as the RealWorld specification writes them: `{"errors": {"body": ["email must be an e-mail address"]}}`.

use cepa::prelude::*;
use cepa::{Fault, Problem};

#[model(output)]
pub(crate) struct ErrorResponse {
    errors: Messages,
}

#[model(output)]
struct Messages {
    body: Vec<String>,
}

/// The body of every answer that is an error; its status and headers stay as they are.
pub(crate) fn render(problem: &Problem) -> Json<ErrorResponse> {
    let faults: Vec<String> = problem.errors().iter().map(message).collect();
    let body = if faults.is_empty() { vec![problem.message().to_owned()] } else { faults };
    Json(ErrorResponse { errors: Messages { body } })
}

/// `"email must be an e-mail address"` for a fault at `#/user/email`.
fn message(fault: &Fault) -> String {
    match fault.pointer.rsplit_once('/') {
        Some((_, name)) => format!("{name} {}", fault.detail),
        None => fault.detail.to_string(),
    }
}
