//! The onion: layers around routes.
//!
//! A [`Middleware`] gets the request on its way in, hands it to [`Next`], and gets the response on its way out. It may change
//! either, or answer by itself. Where it is named says what it is around:
//!
//! | named | around | runs |
//! |---|---|---|
//! | `App::before_routing(m)` | everything | before the router: may change method and path |
//! | `App::with(m)` | everything | after the router, for 404 and 405 as well; sees the matched route |
//! | `#![layer(m)]` in `routes![]` | every entry of the table | when one of them answers |
//! | `#[layer(m)]` on an entry or a group | that entry, that group | when it answers |
//!
//! Outermost first: those of the application in the order of their `with` calls, then a table's, then an entry's. Layers named
//! in `routes![]` become one future with the route's own: they cost no allocation. So do several given to the application as a
//! tuple: `app.with((A, B, C))`.

mod hooks;
mod tower;

use std::future::Future;

pub use self::hooks::{Hooks, Ignore, hooks};
pub(crate) use self::tower::Known;
pub use self::tower::{IntoLayer, LayerBox, RestService};
use crate::openapi::Operation;
use crate::request::Request;
use crate::response::Response;

/// A layer around routes.
///
/// `#[middleware]` writes one from a function. By hand:
///
/// ```
/// use cepa::prelude::*;
/// use cepa::middleware::Middleware;
///
/// struct ServerName(&'static str);
///
/// impl<S: State> Middleware<S> for ServerName {
///     async fn handle(&self, request: Request, _state: &S, next: impl Next) -> Response {
///         let mut response = next.run(request).await;
///         response.headers_mut().insert("server", cepa::http::HeaderValue::from_static(self.0));
///         response
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no middleware",
    label = "no middleware",
    note = "put `#[middleware]` on an `async fn(request: Request, next: Next) -> Response`, or implement `cepa::middleware::Middleware`"
)]
pub trait Middleware<S>: Send + Sync + 'static {
    /// Whether a request without credentials is refused with 401: the routes that a table puts behind the layer are listed
    /// so. `#[middleware]` computes it from the function's arguments and its error.
    const DEMANDS_AUTH: bool = false;

    /// Answers `request`, usually by way of `next`.
    fn handle(&self, request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send;

    /// What the document says of every route that the layer is around: what it takes from the request, and what it may answer
    /// by itself. Nothing unless said.
    fn describe(&self, operation: &mut Operation<'_>) {
        let _ = operation;
    }
}

/// The rest of the way inwards: the layers further in, and the route.
pub trait Next: Send {
    /// Hands the request on.
    fn run(self, request: Request) -> impl Future<Output = Response> + Send;
}

/// No layer.
impl<S: Sync> Middleware<S> for () {
    fn handle(&self, request: Request, _: &S, next: impl Next) -> impl Future<Output = Response> + Send {
        next.run(request)
    }
}

/// What `#[middleware]` leaves in place of the function it is on: a function that makes the layer.
impl<S: Sync, F> Middleware<S> for F
where
    F: MarkedMiddleware + Send + Sync + 'static,
    F::Made: FunctionLayer<S>,
{
    const DEMANDS_AUTH: bool = F::Made::DEMANDS_AUTH;

    fn handle(&self, request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send {
        F::Made::handle(request, state, next)
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        F::Made::describe(operation);
    }
}

/// The layer that `#[middleware]` writes. Apart from [`Middleware`], so that the compiler sees one way in which it could be
/// one, and says what the state lacks for it.
#[doc(hidden)]
pub trait FunctionLayer<S>: Send + Sync + 'static {
    /// [`Middleware::DEMANDS_AUTH`].
    const DEMANDS_AUTH: bool = false;

    /// [`Middleware::handle`].
    fn handle(request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send;

    /// [`Middleware::describe`].
    fn describe(operation: &mut Operation<'_>) {
        let _ = operation;
    }
}

/// A function without arguments that makes a layer.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no middleware",
    label = "no middleware",
    note = "put `#[middleware]` on an `async fn(request: Request, next: Next) -> Response`, or implement `cepa::middleware::Middleware`"
)]
pub trait MarkedMiddleware {
    /// The layer.
    type Made;
}

#[diagnostic::do_not_recommend]
impl<F: Fn() -> M, M> MarkedMiddleware for F {
    type Made = M;
}

/// Never holds. With one implementation alone the compiler would say of a function with arguments that it has too many, as
/// with two it says that there is none that fits. That it never holds, this crate sees by the first bound, and the one in which
/// a type is that implements [`Middleware`] by hand, by the second.
#[diagnostic::do_not_recommend]
impl<F> MarkedMiddleware for F
where
    Nothing<F>: Never,
    F: Never,
{
    type Made = ();
}

/// See [`Never`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Nothing<F>(std::marker::PhantomData<F>);

/// Nothing implements it, and nobody can.
#[doc(hidden)]
pub trait Never {}

/// A layer that lives in a `static`, for tables, which are constants: `#[layer(Static(&LIMITER))]`.
#[derive(Debug)]
pub struct Static<M: 'static>(pub &'static M);

impl<S: Sync, M: Middleware<S>> Middleware<S> for Static<M> {
    const DEMANDS_AUTH: bool = M::DEMANDS_AUTH;

    fn handle(&self, request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send {
        self.0.handle(request, state, next)
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        self.0.describe(operation);
    }
}

/// A layer that is shared.
impl<S: Sync, M: Middleware<S> + ?Sized> Middleware<S> for std::sync::Arc<M> {
    const DEMANDS_AUTH: bool = M::DEMANDS_AUTH;

    fn handle(&self, request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send {
        M::handle(self, request, state, next)
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        M::describe(self, operation);
    }
}

/// A layer that may be left out.
impl<S: Sync, M: Middleware<S>> Middleware<S> for Option<M> {
    async fn handle(&self, request: Request, state: &S, next: impl Next) -> Response {
        match self {
            Some(layer) => layer.handle(request, state, next).await,
            None => next.run(request).await,
        }
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        if let Some(layer) = self {
            layer.describe(operation);
        }
    }
}

/// What is further in than `outer`: `inner`, then the rest.
struct Within<'m, 's, S, M, N> {
    inner: &'m M,
    state: &'s S,
    next: N,
}

impl<S: Sync, M: Middleware<S>, N: Next> Next for Within<'_, '_, S, M, N> {
    fn run(self, request: Request) -> impl Future<Output = Response> + Send {
        self.inner.handle(request, self.state, self.next)
    }
}

/// Two layers, the first outside.
impl<S: Sync, A: Middleware<S>, B: Middleware<S>> Middleware<S> for (A, B) {
    const DEMANDS_AUTH: bool = A::DEMANDS_AUTH || B::DEMANDS_AUTH;

    fn handle(&self, request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send {
        self.0.handle(request, state, Within { inner: &self.1, state, next })
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        self.0.describe(operation);
        self.1.describe(operation);
    }
}

/// Several layers, the first outside.
macro_rules! stack {
    ($first:ident $($rest:ident $index:tt)*) => {
        impl<S: Sync, $first: Middleware<S>, $($rest: Middleware<S>),*> Middleware<S> for ($first, $($rest),*) {
            const DEMANDS_AUTH: bool = $first::DEMANDS_AUTH $(|| $rest::DEMANDS_AUTH)*;

            fn handle(&self, request: Request, state: &S, next: impl Next) -> impl Future<Output = Response> + Send {
                stack!(@fold self request state next [$($index)*] [])
            }

            fn describe(&self, operation: &mut Operation<'_>) {
                self.0.describe(operation);
                $(self.$index.describe(operation);)*
            }
        }
    };
    // Innermost first: wraps `next` from the last layer to the second, then runs the first.
    (@fold $self:ident $request:ident $state:ident $next:ident [] [$($index:tt)*]) => {{
        $(let $next = Within { inner: &$self.$index, state: $state, next: $next };)*
        $self.0.handle($request, $state, $next)
    }};
    (@fold $self:ident $request:ident $state:ident $next:ident [$head:tt $($tail:tt)*] [$($done:tt)*]) => {
        stack!(@fold $self $request $state $next [$($tail)*] [$head $($done)*])
    };
}

stack!(A B 1 C 2);
stack!(A B 1 C 2 D 3);
stack!(A B 1 C 2 D 3 E 4);
stack!(A B 1 C 2 D 3 E 4 F 5);
