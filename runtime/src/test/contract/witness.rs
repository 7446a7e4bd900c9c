//! Which route answered, and with which problem: what an answer alone does not tell.
//!
//! The client puts a [`Witness`] around its application, as a layer of its own. A served application has none.

use std::sync::{Arc, Mutex, PoisonError};

use crate::app::State;
use crate::middleware::{Middleware, Next};
use crate::problem::Problem;
use crate::request::{Request, RequestId};
use crate::response::Response;

/// Sees every request that a route answers, and keeps what it saw until it is asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Witness(Arc<Mutex<Vec<(RequestId, Answered)>>>);

/// What was seen of an answer.
#[derive(Debug)]
pub(crate) struct Answered {
    /// The pattern of the route, as it is served.
    pub(crate) pattern: String,
    /// The problem that it answered, before the application's mapper made something else of it.
    pub(crate) problem: Option<Problem>,
}

impl Witness {
    /// What was seen of this request; `None` where no route of a table answered.
    pub(crate) fn take(&self, id: RequestId) -> Option<Answered> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = seen.iter().position(|(known, _)| *known == id)?;
        Some(seen.swap_remove(at).1)
    }
}

impl<S: State> Middleware<S> for Witness {
    async fn handle(&self, request: Request, _: &S, next: impl Next) -> Response {
        let id = request.id();
        let route = request.matched().filter(|matched| matched.meta().is_some());
        let pattern = route.map(|matched| matched.pattern().to_owned());
        let response = next.run(request).await;
        if let Some(pattern) = pattern {
            let answered = Answered { pattern, problem: response.extensions().get::<Problem>().cloned() };
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push((id, answered));
        }
        response
    }
}
