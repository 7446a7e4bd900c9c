//! The one place where an application may replace how its problems look.

use schemars::Schema;

use super::Problem;
use crate::openapi::{ProblemBody, Schemas};
use crate::response::Response;

/// Renders every problem of an application.
///
/// A function from `&Problem` to anything that is an answer is one. The problem's status and headers are kept: the mapper
/// decides the body, and the status only where it sets one that is no success.
///
/// ```
/// use cepa::prelude::*;
///
/// fn plain(problem: &Problem) -> String {
///     format!("{}: {}", problem.status(), problem.message())
/// }
///
/// # #[get("/")] async fn index() -> &'static str { "" }
/// let app = App::new(routes![index]).problems(plain);
/// # let _: App = app;
/// ```
pub trait ProblemMapper: Send + Sync + 'static {
    /// The answer for `problem`.
    fn render(&self, problem: &Problem) -> Response;

    /// The media type of the body and its form, for the document; `None` where nobody can tell.
    fn describe(&self, schemas: &mut Schemas) -> Option<(&'static str, Schema)>;
}

impl<F, R> ProblemMapper for F
where
    F: Fn(&Problem) -> R + Send + Sync + 'static,
    R: ProblemBody,
{
    fn render(&self, problem: &Problem) -> Response {
        self(problem).into_response()
    }

    fn describe(&self, schemas: &mut Schemas) -> Option<(&'static str, Schema)> {
        <R as ProblemBody>::describe(schemas)
    }
}
