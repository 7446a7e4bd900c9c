//! The built application: a service that answers requests.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll};

use http::{Method, StatusCode};

use super::assets::Asset;
use super::bound::AnyScope;
use super::calls::Answer;
use super::dispatch::Rest;
use super::document;
use super::dynamic::Live;
use super::going::Going;
use super::layers::{ErasedLayer, Layers};
use super::mount::Callee;
use super::scope::Settings;
use super::{Hooks, Scope, State};
use crate::body::Body;
use crate::openapi::Document;
use crate::panic::{self, caught};
use crate::problem::{Error, Problem};
use crate::request::{Connection, Request, RequestId, RouteInfo};
use crate::response::{Response, place_by};
use crate::routing::Router;
use crate::serve::{ServeOptions, Tasks};

/// A built application. Cheap to clone; a `tower` service for any `http::Request` whose body it can read.
pub struct AppService<S: 'static = ()> {
    pub(super) inner: Arc<Inner>,
    pub(super) scope: Arc<Scope<S>>,
}

/// What all clones of a built application share, and all that is needed to serve it: whatever knows the type of its state is
/// bound to the state.
pub(crate) struct Inner {
    pub(super) settings: Settings,
    pub(super) tasks: Tasks,
    pub(super) router: Router<usize>,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) dynamic: Option<Arc<Live>>,
    /// The docs of a debug build, for what nothing else answers.
    pub(super) unsaid_docs: Option<Router<Arc<Endpoint>>>,
    pub(super) document: OnceLock<(Document, Asset)>,
    pub(super) layers: Layers<dyn ErasedLayer>,
    pub(super) options: ServeOptions,
    pub(super) hooks: Mutex<Hooks<Hook>>,
    /// Lives as long as the application, whether or not anything is bound to it.
    pub(super) _scope: AnyScope,
}

/// What runs once, at the start or at the end, bound to the state.
pub(super) type Hook = Box<dyn FnOnce() -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>> + Send>;

/// One thing that answers: a route with its layers, a mounted service, or the docs.
pub(crate) struct Endpoint<C = Arc<dyn Answer>> {
    pub(super) info: Arc<RouteInfo>,
    pub(super) callee: Callee<C>,
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("info", &self.info).finish_non_exhaustive()
    }
}

impl<S> Clone for AppService<S> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), scope: Arc::clone(&self.scope) }
    }
}

impl<S> fmt::Debug for AppService<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppService").field("routes", &self.inner.endpoints.len()).finish_non_exhaustive()
    }
}

impl<S: State> AppService<S> {
    /// Answers a request.
    pub async fn handle(&self, request: impl Into<Request>) -> Response {
        self.inner.answer(request.into()).await
    }

    /// The routes, mounts joined, in the order they were declared; dynamic ones, and docs that nobody asked for, are not among
    /// them.
    pub fn routes(&self) -> impl Iterator<Item = &RouteInfo> {
        self.inner.endpoints.iter().map(|endpoint| &*endpoint.info)
    }

    /// The OpenAPI document; made when it is first asked for.
    pub fn document(&self) -> &Document {
        &self.inner.documented().0
    }

    /// The state.
    pub fn state(&self) -> &S {
        &self.scope.state
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.inner
    }
}

impl Inner {
    /// The document, and what `/openapi.json` answers.
    pub(super) fn documented(&self) -> &(Document, Asset) {
        self.document.get_or_init(|| {
            let mounts = document::mounts(&self.endpoints);
            let document = document::of(&self.endpoints, mounts, self.layers.named(), &self.settings);
            let asset = Asset::json(document.to_json());
            (document, asset)
        })
    }

    /// Answers a request.
    pub(crate) fn answer<'r>(self: &'r Arc<Self>, mut request: Request) -> Answering<'r> {
        if let Some(prefix) = &self.settings.root_path {
            request.set_root_path(below(request.root_path(), prefix));
        }
        let outside = Outside::of(&request);
        // Costs nothing while nobody listens.
        let span = tracing::info_span!(
            "request", id = %outside.id, method = %request.method(), route = tracing::field::Empty
        );
        Answering { way: Way { app: self, request: Some(request), going: None }, outside, span }
    }

    /// The same as what `tower` calls for.
    fn answer_tower(
        self: Arc<Self>,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>> {
        Box::pin(async move { Ok(self.answer(request).await) })
    }

    /// What every answer goes through last: problems are rendered, and bodies that must not be are dropped.
    fn finish(&self, response: &mut Response, outside: &Outside) {
        if !response.extensions().is_empty() {
            self.render(response, outside);
            place_by(response, |link| link.placed(Ok(String::new()), outside.root_path.as_deref().unwrap_or_default()));
        }
        if outside.is_head {
            drop_body(response);
        } else if has_no_body(response.status()) {
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(http::header::CONTENT_LENGTH);
        }
    }

    pub(crate) fn render(&self, response: &mut Response, outside: &Outside) {
        let Some(mut problem) = response.extensions_mut().remove::<Problem>() else {
            return;
        };
        if !http_body::Body::is_end_stream(response.body()) {
            // A layer has put a body of its own in place of the problem's.
            return;
        }
        problem.set_request_id(outside.id);
        // A layer may have changed the status or added headers.
        problem.set_status(response.status());
        if self.settings.path_faults_are_422 && problem.is_path_fault() {
            problem.set_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let rendered = caught(|| {
            problem.log();
            self.rendered(&problem)
        });
        let (mut parts, body) = match rendered {
            Ok(rendered) => rendered.into_parts(),
            Err(payload) => {
                panic::log("the rendering of a problem", payload);
                problem = Problem::new(StatusCode::INTERNAL_SERVER_ERROR);
                problem.set_request_id(outside.id);
                problem.render().into_parts()
            }
        };
        if parts.status == StatusCode::OK {
            parts.status = problem.status();
        }
        for (name, value) in problem.headers().iter().chain(response.headers()) {
            if name != http::header::CONTENT_TYPE {
                parts.headers.append(name, value.clone());
            }
        }
        *response = Response::from_parts(parts, body);
    }
}

impl Inner {
    /// As the application's mapper says, or as `application/problem+json`.
    fn rendered(&self, problem: &Problem) -> Response {
        let Some(mapper) = &self.settings.mapper else { return problem.render() };
        let mut mapped = mapper.render(problem);
        // A mapper may answer with another problem.
        match mapped.extensions_mut().remove::<Problem>() {
            Some(other) => other.render(),
            None => mapped,
        }
    }
}

/// The prefix of an application that someone in front of it has set, below the one that the request has come under.
fn below(outer: &str, prefix: &Arc<str>) -> Arc<str> {
    if outer.is_empty() { Arc::clone(prefix) } else { format!("{prefix}{outer}").into() }
}

/// A request being answered.
pub(crate) struct Answering<'r> {
    way: Way<'r>,
    outside: Outside,
    span: tracing::Span,
}

/// What a request leaves behind is dropped within its span, also where the client has left before the answer.
impl Drop for Answering<'_> {
    #[inline]
    fn drop(&mut self) {
        let _entered = self.span.enter();
        self.way.request = None;
        self.way.going = None;
    }
}

/// The way of a request inwards.
struct Way<'r> {
    app: &'r Arc<Inner>,
    /// Until it has begun.
    request: Option<Request>,
    going: Option<Going<'r>>,
}

impl Way<'_> {
    fn go_on(&mut self, cx: &mut Context<'_>) -> Poll<Response> {
        if let Some(request) = self.request.take() {
            self.going = Some(Rest::start(self.app).go_on(request));
        }
        match &mut self.going {
            Some(going) => going.poll_unguarded(cx),
            None => Poll::Pending,
        }
    }
}

impl Future for Answering<'_> {
    type Output = Response;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response> {
        let Self { way, outside, span } = self.get_mut();
        let _entered = span.enter();
        let mut polled = caught(|| {
            let polled = way.go_on(cx);
            if polled.is_ready() {
                // Here, where a panic in what it drops is caught.
                way.going = None;
            }
            polled
        })
        .unwrap_or_else(|payload| {
            let place = way.going.as_ref().map_or("a layer", Going::place);
            Poll::Ready(panic::response(place, Some(payload)))
        });
        if let Poll::Ready(response) = &mut polled {
            way.app.finish(response, outside);
        }
        polled
    }
}

/// What is kept of a request for when its answer leaves.
pub(crate) struct Outside {
    id: RequestId,
    is_head: bool,
    root_path: Option<Arc<str>>,
}

impl Outside {
    pub(crate) fn of(request: &Request) -> Self {
        Self { id: request.id(), is_head: *request.method() == Method::HEAD, root_path: request.shared_root_path() }
    }
}

/// HEAD is answered as GET, without the body but with its length (RFC 9110, section 9.3.2).
fn drop_body(response: &mut Response) {
    use http_body::Body as _;
    if let (Some(length), false) = (response.body().size_hint().exact(), has_no_body(response.status())) {
        response.headers_mut().entry(http::header::CONTENT_LENGTH).or_insert(length.into());
    }
    *response.body_mut() = Body::empty();
}

/// RFC 9110, sections 15.2, 15.3.5, 15.3.6 and 15.4.5.
fn has_no_body(status: StatusCode) -> bool {
    status.is_informational()
        || matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED)
}

impl<S, B> tower_service::Service<http::Request<B>> for AppService<S>
where
    S: State,
    B: http_body::Body<Data = bytes::Bytes, Error: Into<crate::body::BoxError>> + Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        Arc::clone(&self.inner).answer_tower(Request::from_tower(request))
    }
}

impl Request {
    /// A request from a `tower` service, with what cepa knew of it if it came through one of ours.
    pub(crate) fn from_tower<B>(request: http::Request<B>) -> Self
    where
        B: http_body::Body<Data = bytes::Bytes, Error: Into<crate::body::BoxError>> + Send + 'static,
    {
        let (parts, body) = request.into_parts();
        Self::from_http(parts, Body::new(body))
    }

    fn from_http(mut parts: http::request::Parts, body: Body) -> Self {
        match crate::middleware::Known::take(&mut parts) {
            Some(known) => known.restore(parts, body),
            None => Request::new(parts, body, Connection::default()),
        }
    }
}
