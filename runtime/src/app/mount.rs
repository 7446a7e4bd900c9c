//! What answers a matched request: what runs for a route, a mounted `tower` service, or the docs.

use std::future::{poll_fn, ready};
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use tower_service::Service;

use super::applications;
use super::calls::{Answer, Describe};
use super::docs::Page;
use super::service::Inner;
use crate::body::{Body, BoxError};
use crate::handler::BoxFuture;
use crate::openapi::Operation;
use crate::problem::Problem;
use crate::request::Request;
use crate::response::{IntoResponse, Response};

/// What answers a matched request: what runs for a route, as `C` holds it, or something that needs no state.
pub(super) enum Callee<C = Arc<dyn Answer>> {
    Call(C),
    Mounted(Mount),
    /// The application's document, which the application makes when it is first asked for.
    Document,
    Page(Page),
}

impl Callee {
    #[inline]
    pub(super) fn answer<'r>(&'r self, request: Request) -> BoxFuture<'r> {
        match self {
            Self::Call(call) => call.answer(request),
            Self::Mounted(mount) => mount.call(request),
            Self::Document => Box::pin(ready(Problem::not_found().into_response())),
            Self::Page(page) => Box::pin(ready(page.answer(&request))),
        }
    }
}

impl<C: Describe> Callee<C> {
    pub(super) fn describe(&self, operation: &mut Operation<'_>) {
        if let Self::Call(call) = self {
            call.describe(operation);
        }
    }
}

/// A `tower` service below a prefix.
pub(super) struct Mount {
    pub(super) prefix: String,
    service: Box<dyn ErasedService>,
}

trait ErasedService: Send + Sync {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'static>;

    fn application(&self) -> Option<&Inner>;
}

/// A `tower` service that can be mounted: it takes `http` requests, and is cheap to clone.
pub trait MountedService: Send + Sync + 'static {
    /// Answers one request.
    fn answer(&self, request: http::Request<Body>) -> Pin<Box<dyn Future<Output = Response> + Send>>;
}

impl<T, B> MountedService for T
where
    T: Service<http::Request<Body>, Response = http::Response<B>, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn answer(&self, request: http::Request<Body>) -> Pin<Box<dyn Future<Output = Response> + Send>> {
        let mut service = self.clone();
        Box::pin(async move {
            if let Err(error) = poll_fn(|cx| service.poll_ready(cx)).await {
                return Problem::internal(error).into_response();
            }
            match Service::call(&mut service, request).await {
                Ok(response) => response.map(Body::new),
                Err(error) => Problem::internal(error).into_response(),
            }
        })
    }
}

impl<T: MountedService> ErasedService for T {
    fn call(&self, request: http::Request<Body>) -> BoxFuture<'static> {
        self.answer(request)
    }

    fn application(&self) -> Option<&Inner> {
        applications::application(self)
    }
}

impl Mount {
    pub(super) fn new(prefix: &str, service: impl MountedService) -> Self {
        Self { prefix: prefix.trim_end_matches('/').to_owned(), service: Box::new(service) }
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// What is mounted, if it is an application of ours.
    pub(super) fn application(&self) -> Option<&Inner> {
        self.service.application()
    }

    /// Hands the request on with the path below the prefix.
    fn call<'r>(&'r self, mut request: Request) -> BoxFuture<'r> {
        if !strip_prefix(&mut request, &self.prefix) {
            return Box::pin(async { Problem::not_found().into_response() });
        }
        let root_path = format!("{}{}", request.root_path(), self.prefix);
        request.set_root_path(root_path.into());
        request.leave_application();
        self.service.call(crate::middleware::Known::keep(request))
    }
}

/// Takes as many segments off the path as the prefix has; both are as they were sent.
fn strip_prefix(request: &mut Request, prefix: &str) -> bool {
    let segments = prefix.matches('/').count();
    let path = request.raw_path();
    let rest_at = path.match_indices('/').nth(segments).map_or(path.len(), |(at, _)| at);
    let mut target = path[rest_at..].to_owned();
    if target.is_empty() {
        target.push('/');
    }
    if let Some(query) = request.raw_query() {
        target.push('?');
        target.push_str(query);
    }
    let mut parts = request.uri().clone().into_parts();
    let Ok(path_and_query) = target.parse() else { return false };
    parts.path_and_query = Some(path_and_query);
    match http::Uri::from_parts(parts) {
        Ok(uri) => {
            *request.uri_mut() = uri;
            true
        }
        Err(_) => false,
    }
}
