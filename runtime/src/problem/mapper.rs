//! The one place where an application may replace how its problems look.

use super::Problem;
use crate::response::{IntoResponse, Response};

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
}

impl<F, R> ProblemMapper for F
where
    F: Fn(&Problem) -> R + Send + Sync + 'static,
    R: IntoResponse,
{
    fn render(&self, problem: &Problem) -> Response {
        self(problem).into_response()
    }
}
