//! The way of a request through the application: layers before routing, the router, layers after it, the endpoint.

use std::future::{Future, ready};
use std::sync::Arc;
use std::time::Duration;

use http::header::{ALLOW, LOCATION};
use http::{HeaderValue, StatusCode};
use tracing::Level;
use tracing::level_filters::LevelFilter;

use super::going::Going;
use super::layers::ErasedLayer;
use super::mount::Callee;
use super::service::{Endpoint, Inner};
use crate::handler::BoxFuture;
use crate::middleware::Next;
use crate::problem::Problem;
use crate::request::{Matched, Request, Routed, Target};
use crate::response::{IntoResponse, Response};
use crate::routing::{Found, PathText};

/// The rest of the way inwards from a layer of the application.
pub(crate) struct Rest<'r> {
    pub(crate) app: &'r Arc<Inner>,
    pub(crate) at: Place,
}

/// How far a request has come.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// In front of this layer before routing.
    Before(usize),
    /// In front of this layer after routing.
    After(usize),
}

impl Next for Rest<'_> {
    fn run(self, request: Request) -> impl Future<Output = Response> + Send {
        self.go_on(request)
    }
}

impl<'r> Rest<'r> {
    pub(crate) fn start(app: &'r Arc<Inner>) -> Self {
        Self { app, at: Place::Before(0) }
    }

    /// Hands the request on, as far as nothing has to be waited for.
    pub(crate) fn go_on(self, mut request: Request) -> Going<'r> {
        let app = self.app;
        let (next, is_routed) = match self.at {
            Place::Before(index) => match app.layers.before.get(index) {
                Some(layer) => return app.layer(&**layer, request, Place::Before(index + 1)),
                None => (0, false),
            },
            // A `tower` layer that tries again sends a request that has not been routed.
            Place::After(index) => (index, !matches!(request.whole.head.routed, Routed::Not)),
        };
        if !is_routed {
            app.route(&mut request);
        }
        match app.layers.after.get(next) {
            Some(layer) => app.layer(&**layer, request, Place::After(next + 1)),
            None => app.endpoint(request),
        }
    }
}

impl Inner {
    /// Asks the router, and leaves its answer in the request.
    #[inline]
    fn route(&self, request: &mut Request) {
        let routed = self.find(request);
        if let Routed::Matched(matched) = &routed
            && LevelFilter::current() >= Level::INFO
        {
            tracing::Span::current().record("route", matched.pattern());
        }
        request.whole.head.routed = routed;
        request.whole.cache.forget_failures();
    }

    fn layer<'r>(self: &'r Arc<Self>, layer: &'r dyn ErasedLayer, request: Request, rest: Place) -> Going<'r> {
        Going::new(layer.name(), layer.call(request, Rest { app: self, at: rest }))
    }

    // Whose answer is large: it is made where the request has its place for it.
    #[inline(always)]
    fn find(&self, request: &Request) -> Routed {
        let path = PathText::new(request.raw_path());
        let host = if self.router.looks_at_hosts() { request.host() } else { None };
        match self.router.find(request.method(), host, &path) {
            Found::Match(found) => {
                let endpoint = *found.value;
                let info = Arc::clone(&self.endpoints[endpoint].info);
                Routed::Matched(Matched::new(info, Target::Fixed(endpoint), found, &path, request.head()))
            }
            found => {
                let mut routed = unmatched(found, request);
                if let Some(dynamic) = &self.dynamic {
                    routed = dynamic.find(routed, request, &path);
                }
                match (&self.unsaid_docs, routed) {
                    // The docs are bound to no host.
                    (Some(docs), Routed::NotFound) => {
                        matched_beside(docs.find(request.method(), None, &path), Arc::clone, request, &path)
                    }
                    (_, routed) => routed,
                }
            }
        }
    }

    /// Runs the matched route, or answers that there is none.
    fn endpoint<'r>(self: &'r Arc<Self>, mut request: Request) -> Going<'r> {
        let answer = match &mut request.whole.head.routed {
            Routed::Matched(matched) => match &matched.target {
                Target::Fixed(index) => {
                    let index = *index;
                    return self.run(index, request);
                }
                Target::Added(endpoint) => {
                    let endpoint = Arc::clone(endpoint);
                    return Going::new("a route added at run time", Box::pin(self.run_added(endpoint, request)));
                }
            },
            Routed::MethodNotAllowed(allow) => Problem::method_not_allowed(allow.clone()).into_response(),
            Routed::Options(allow) => options(allow.clone()),
            Routed::Redirect(location) => redirect(location),
            Routed::NotFound | Routed::Not => Problem::not_found().into_response(),
        };
        Going::new("the router", Box::pin(ready(answer)))
    }

    fn run<'r>(self: &'r Arc<Self>, index: usize, request: Request) -> Going<'r> {
        let endpoint = &self.endpoints[index];
        if !self.finishes(endpoint) {
            return endpoint.run(request, self);
        }
        let app = Arc::clone(self);
        let job = async move { app.endpoints[index].run(request, &app).await };
        // Not before it is polled: a layer that holds this future may still refuse.
        let finished = async move { self.tasks.run_to_end(job).await };
        Going::new(&endpoint.info.pattern, Box::pin(finished))
    }

    async fn run_added(self: &Arc<Self>, endpoint: Arc<Endpoint>, request: Request) -> Response {
        if self.finishes(&endpoint) {
            let app = Arc::clone(self);
            let job = async move { endpoint.run(request, &app).await };
            return self.tasks.run_to_end(job).await;
        }
        endpoint.run(request, self).await
    }

    /// Whether the endpoint runs to its end when the client leaves.
    fn finishes(&self, endpoint: &Endpoint) -> bool {
        let finishes = endpoint.info.meta.and_then(|meta| meta.finish_when_client_leaves);
        finishes.unwrap_or(self.settings.finish_when_client_leaves)
    }
}

impl Endpoint {
    /// Runs it. A panic in it is a 500 that the layers further out see.
    #[inline]
    fn run<'r>(&'r self, request: Request, app: &'r Arc<Inner>) -> Going<'r> {
        if let Callee::Document = self.callee {
            let document = app.documented().1.answer(request.headers());
            return Going::new(&self.info.pattern, Box::pin(ready(document)));
        }
        let call = self.callee.answer(request);
        match self.info.meta.and_then(|meta| meta.timeout_millis) {
            None => Going::new(&self.info.pattern, call),
            Some(millis) => Going::new(&self.info.pattern, Box::pin(in_time(Duration::from_millis(millis), call))),
        }
    }
}

async fn in_time(deadline: Duration, call: BoxFuture<'_>) -> Response {
    match tokio::time::timeout(deadline, call).await {
        Ok(response) => response,
        Err(_) => Problem::service_unavailable().detail("the answer took too long").into_response(),
    }
}

/// What a router beside the application's own found.
pub(super) fn matched_beside<T>(
    found: Found<'_, T>,
    endpoint: impl FnOnce(&T) -> Arc<Endpoint>,
    request: &Request,
    path: &PathText<'_>,
) -> Routed {
    match found {
        Found::Match(found) => {
            let endpoint = endpoint(found.value);
            let info = Arc::clone(&endpoint.info);
            Routed::Matched(Matched::new(info, Target::Added(endpoint), found, path, request.head()))
        }
        found => unmatched(found, request),
    }
}

/// What a router found, where that is no route.
pub(super) fn unmatched<T>(found: Found<'_, T>, request: &Request) -> Routed {
    match found {
        Found::MethodNotAllowed { allow } => Routed::MethodNotAllowed(allow),
        Found::Options { allow } => Routed::Options(allow),
        Found::Redirect { location } => Routed::Redirect(with_query(location, request)),
        Found::NotFound | Found::Match(_) => Routed::NotFound,
    }
}

fn options(allow: HeaderValue) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(ALLOW, allow);
    response
}

/// The redirected target: below where the application is served, with the query as it was sent.
fn with_query(path: String, request: &Request) -> String {
    match request.raw_query() {
        Some(query) => format!("{}{path}?{query}", request.root_path()),
        None => format!("{}{path}", request.root_path()),
    }
}

fn redirect(location: &str) -> Response {
    let Ok(location) = HeaderValue::try_from(location) else {
        return Problem::not_found().into_response();
    };
    let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
    response.headers_mut().insert(LOCATION, location);
    response
}
