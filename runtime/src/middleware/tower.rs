//! `tower` layers among ours, and what a request carries through them.
//!
//! A `tower` service takes `http` requests and must not borrow. So what cepa knows of a request travels in its extensions
//! ([`Known`]), and the way further in is a service of its own ([`RestService`]) that finds its application there.

use std::any::type_name;
use std::convert::Infallible;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use tower_layer::Layer;
use tower_service::Service;

use crate::app::{BindLayer, ErasedLayer, Inner, NamedLayer, Outside, Place, Rest, Scope, State};
use crate::body::{Body, BoxError};
use crate::handler::BoxFuture;
use crate::problem::Problem;
use crate::request::{Request, Whole};
use crate::response::{IntoResponse, Response};

/// What cepa knows of a request, while the request is in the hands of a `tower` service.
#[derive(Clone)]
pub(crate) struct Known(Arc<Mutex<Option<Box<Whole>>>>);

impl Known {
    /// The request as `http` knows it, with what cepa knows of it in its extensions.
    pub(crate) fn keep(request: Request) -> http::Request<Body> {
        let Request { mut whole } = request;
        let mut parts = whole.head.take_parts();
        let body = std::mem::take(&mut whole.body);
        parts.extensions.insert(Self(Arc::new(Mutex::new(Some(whole)))));
        http::Request::from_parts(parts, body)
    }

    /// Takes it out of the extensions again.
    pub(crate) fn take(parts: &mut http::request::Parts) -> Option<Self> {
        parts.extensions.remove::<Self>()
    }

    /// The request with the parts as the service left them. A copy of a request that was restored before starts anew.
    pub(crate) fn restore(self, parts: http::request::Parts, body: Body) -> Request {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        match kept {
            Some(mut whole) => {
                whole.head.set_parts(parts);
                whole.body = body;
                Request { whole }
            }
            None => Request::new(parts, body, crate::request::Connection::default()),
        }
    }
}

/// The way further in from a `tower` layer, as a service.
pub struct RestService<S: 'static>(std::marker::PhantomData<fn() -> S>);

impl<S> Clone for RestService<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for RestService<S> {}

impl<S> fmt::Debug for RestService<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RestService")
    }
}

/// Where a request goes on after the layer.
#[derive(Clone)]
struct Way {
    app: Arc<Inner>,
    at: Place,
}

impl Way {
    fn go_on(
        way: Option<Self>,
        request: Request,
    ) -> Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>> {
        Box::pin(async move {
            let Some(Self { app, at }) = way else {
                return Ok(Problem::internal("a layer lost the extensions of its request").into_response());
            };
            // A problem leaves cepa here for a layer that could do nothing with it, so it is rendered now.
            let outside = Outside::of(&request);
            let mut response = Rest { app: &app, at }.go_on(request).await;
            app.render(&mut response, &outside);
            Ok(response)
        })
    }
}

impl<S: State, B> Service<http::Request<B>> for RestService<S>
where
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: http::Request<B>) -> Self::Future {
        let way = request.extensions_mut().remove();
        Way::go_on(way, Request::from_tower(request))
    }
}

/// A `tower` layer as one of ours. Its service is made once, and cloned for each request.
struct Mounted<T> {
    service: T,
}

/// A `tower` layer that an application with the state `S` can take.
pub trait IntoLayer<S: 'static> {
    #[doc(hidden)]
    fn into_layer(self) -> LayerBox<S>;
}

/// A layer of an application.
pub struct LayerBox<S: 'static>(pub(crate) Box<dyn BindLayer<S>>);

impl<S> fmt::Debug for LayerBox<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LayerBox")
    }
}

impl<S, L, B> IntoLayer<S> for L
where
    S: State,
    L: Layer<RestService<S>>,
    L::Service: Service<http::Request<Body>, Response = http::Response<B>, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn into_layer(self) -> LayerBox<S> {
        LayerBox(Box::new(Mounted { service: self.layer(RestService(std::marker::PhantomData)) }))
    }
}

impl<T: Send + Sync + 'static> NamedLayer for Mounted<T> {
    fn name(&self) -> &'static str {
        type_name::<Self>()
    }
}

impl<S: State, T> BindLayer<S> for Mounted<T>
where
    Self: ErasedLayer + 'static,
{
    fn bind(self: Box<Self>, _: &Arc<Scope<S>>) -> Box<dyn ErasedLayer> {
        self
    }
}

impl<T, B> ErasedLayer for Mounted<T>
where
    T: Service<http::Request<Body>, Response = http::Response<B>, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    fn call<'r>(&'r self, request: Request, rest: Rest<'r>) -> BoxFuture<'r> {
        let mut service = self.service.clone();
        let way = Way { app: Arc::clone(rest.app), at: rest.at };
        Box::pin(async move {
            let mut request = Known::keep(request);
            request.extensions_mut().insert(way);
            if let Err(error) = poll_fn(|cx| service.poll_ready(cx)).await {
                return Problem::internal(error).into_response();
            }
            match service.call(request).await {
                Ok(response) => response.map(Body::new),
                Err(error) => Problem::internal(error).into_response(),
            }
        })
    }
}
