//! What answers a matched request: a route of a table, a table below layers, a mounted `tower` service, the docs,
//! or a handler that was added at run time.

use std::future::{poll_fn, ready};
use std::pin::Pin;

use bytes::Bytes;
use tower_service::Service;

use super::Scope;
use super::applications;
use super::docs::Page;
use super::document::Described;
use crate::body::{Body, BoxError};
use crate::handler::{BoxFuture, EachLayer, Handler, Wrap};
use crate::openapi::Operation;
use crate::problem::Problem;
use crate::request::Request;
use crate::response::{IntoResponse, Response};

/// What answers a matched request.
pub(super) enum Callee<S: 'static> {
    Table(&'static dyn Handler<S>),
    Wrapped(&'static dyn Wrap<S>, Box<Callee<S>>),
    Mounted(Mount),
    /// The application's document, which the application makes when it is first asked for.
    Document,
    Page(Page),
    Added(Box<dyn Handler<S>>),
}

impl<S: Send + Sync + 'static> Handler<S> for Callee<S> {
    #[inline]
    fn call<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
        match self {
            Self::Table(handler) => handler.call(request, scope),
            Self::Wrapped(wrap, inner) => wrap.wrap(request, scope, &**inner),
            Self::Mounted(mount) => mount.call(request),
            Self::Added(handler) => handler.call(request, scope),
            Self::Document => Box::pin(ready(Problem::not_found().into_response())),
            Self::Page(page) => Box::pin(ready(page.answer(&request))),
        }
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        match self {
            Self::Table(handler) => handler.describe(operation),
            Self::Wrapped(wrap, inner) => {
                wrap.describe(operation);
                inner.describe(operation);
            }
            Self::Mounted(_) | Self::Document | Self::Page(_) | Self::Added(_) => {}
        }
    }

    fn layers(&self, each: &mut EachLayer<'_>) {
        match self {
            Self::Table(handler) => handler.layers(each),
            Self::Wrapped(wrap, inner) => {
                each(wrap.name(), &|operation| wrap.describe(operation));
                inner.layers(each);
            }
            Self::Mounted(_) | Self::Document | Self::Page(_) | Self::Added(_) => {}
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

    fn application(&self) -> Option<&dyn Described>;
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

    fn application(&self) -> Option<&dyn Described> {
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
    pub(super) fn application(&self) -> Option<&dyn Described> {
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
