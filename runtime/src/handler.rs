//! What runs for a request: a route with the layers around it, as one future.
//!
//! [`Run`] is the static side, [`Handler`] the erased one that a route table holds: it boxes the whole composition once.

use std::any::type_name;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use cepa_listing::Digest;

use crate::app::Scope;
use crate::endpoint::{Node, RouteMeta};
use crate::middleware::{Middleware, Next};
use crate::openapi::Operation;
use crate::problem::Problem;
use crate::request::Request;
use crate::response::{IntoResponse, Response};
use crate::table::Entry;

/// A boxed future of a response.
pub type BoxFuture<'r> = Pin<Box<dyn Future<Output = Response> + Send + 'r>>;

/// The answer to a [`RouteTask`], where it has one.
pub type MaybeFuture<'r> = Option<BoxFuture<'r>>;

/// A function made a route, apart from the state it needs.
pub trait Endpoint: 'static {
    /// What is known of it.
    const META: RouteMeta;

    /// Fails to evaluate where an argument of the function is no argument a route can have, which mutes every later use.
    const CHECKED: bool;
}

/// A route that can run with the state `S`.
///
/// `CHECKED` is always `<Self as Endpoint>::CHECKED`: where that const fails, the compiler has told the fault already and says
/// nothing about the uses of the route.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no route",
    label = "not a route",
    note = "put `#[get(\"/…\")]`, `#[post(\"/…\")]` or another route attribute on the function"
)]
pub trait Route<S, const CHECKED: bool>: Endpoint {
    /// Does what is asked of the route, where one call of the runtime does both; else [`run`](Self::run) and
    /// [`describe`](Self::describe) are written out.
    // One function for both: to the compiler, every function of a route is work of its own.
    fn glue<'r>(asked: RouteTask<'r, '_, S>) -> MaybeFuture<'r> {
        let _ = asked;
        None
    }

    /// Extracts the arguments, runs the function, and makes its answer.
    // Boxed: the compiler would have to find out the nameless type of every route's future.
    fn run<'r>(request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
        match Self::glue(RouteTask::Run(request, scope)) {
            Some(answer) => answer,
            None => without_glue(),
        }
    }

    /// What the document says of it.
    fn describe(operation: &mut Operation<'_>) {
        let _ = Self::glue(RouteTask::Describe(operation));
    }
}

#[cold]
fn without_glue() -> BoxFuture<'static> {
    Box::pin(std::future::ready(Problem::internal("a route has no glue").into_response()))
}

/// What is asked of a route.
#[derive(Debug)]
pub enum RouteTask<'r, 'o, S> {
    /// To run; a future answers.
    Run(Request, &'r Scope<S>),
    /// To say what the document says of it; nothing answers.
    Describe(&'r mut Operation<'o>),
}

/// An `impl` block made a controller, apart from the state its routes need.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no controller",
    label = "not a controller",
    note = "put `#[controller(\"/prefix\")]` on an `impl` block of `{Self}`"
)]
pub trait Controller {
    /// In front of the paths of its routes.
    const PREFIX: &'static str;
    /// Of that prefix.
    const DIGEST: Digest;
    /// Its routes.
    const NODES: &'static [Node];
    /// Fails to evaluate where one of its routes does.
    const CHECKED: bool;
}

/// A controller that can run with the state `S`.
pub trait ControllerRoutes<S: 'static, const CHECKED: bool> {
    /// What runs for its routes.
    const CALLS: &'static [Entry<S>];
}

/// Is told of each layer: the name of its type, and what the document says of it.
pub type EachLayer<'e> = dyn FnMut(&'static str, &dyn Fn(&mut Operation<'_>)) + 'e;

/// What runs for a request, known by its type.
pub trait Run<S>: Send + Sync {
    /// Runs it.
    fn run<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> impl Future<Output = Response> + Send + 'r;

    /// The same in one allocation.
    fn run_boxed<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
        // In its place from the start: `Box::pin` would move it there.
        let room = Box::new_uninit();
        let future = Box::write(room, self.run(request, scope));
        Box::into_pin(future)
    }

    /// What the document says of it.
    fn describe(&self, operation: &mut Operation<'_>) {
        let _ = operation;
    }

    /// Tells of the layers in it, outermost first.
    fn layers(&self, each: &mut EachLayer<'_>) {
        let _ = each;
    }
}

/// What runs for a request, as a table holds it.
pub trait Handler<S>: Send + Sync {
    /// Runs it: one allocation.
    fn call<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> BoxFuture<'r>;

    /// What the document says of it.
    fn describe(&self, operation: &mut Operation<'_>) {
        let _ = operation;
    }

    /// Tells of the layers in it, outermost first.
    fn layers(&self, each: &mut EachLayer<'_>) {
        let _ = each;
    }
}

/// Something that runs, as one allocation per request.
///
/// That it runs with the state `S` is asked by [`new`](Self::new) alone: of an argument the compiler says which part is at fault,
/// and where that part stands, but not of what becomes a `dyn Handler`.
pub struct Boxed<S: 'static, T> {
    inner: T,
    run: for<'r> fn(&'r T, Request, &'r Scope<S>) -> BoxFuture<'r>,
    describe: fn(&T, &mut Operation<'_>),
    layers: fn(&T, &mut EachLayer<'_>),
}

impl<S, T> Boxed<S, T> {
    /// Boxes the future of `inner`.
    pub const fn new(inner: T) -> Self
    where
        T: Run<S>,
    {
        Self { inner, run: T::run_boxed, describe: T::describe, layers: T::layers }
    }
}

impl<S, T> std::fmt::Debug for Boxed<S, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Boxed")
    }
}

impl<S, T: Send + Sync> Handler<S> for Boxed<S, T> {
    fn call<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
        (self.run)(&self.inner, request, scope)
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        (self.describe)(&self.inner, operation);
    }

    fn layers(&self, each: &mut EachLayer<'_>) {
        (self.layers)(&self.inner, each);
    }
}

/// A route as something that runs.
pub struct Leaf<R, const CHECKED: bool>(PhantomData<fn() -> R>);

impl<R, const CHECKED: bool> Leaf<R, CHECKED> {
    /// The route `R`.
    #[allow(clippy::new_without_default, reason = "made by generated code only")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R, const CHECKED: bool> std::fmt::Debug for Leaf<R, CHECKED> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Leaf")
    }
}

impl<S: 'static, R: Route<S, CHECKED>, const CHECKED: bool> Run<S> for Leaf<R, CHECKED> {
    fn run<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> impl Future<Output = Response> + Send + 'r {
        R::run(request, scope)
    }

    // What a route makes is boxed already.
    fn run_boxed<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
        R::run(request, scope)
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        R::describe(operation);
    }
}

/// A layer around what runs.
#[derive(Debug)]
pub struct Layered<M, N>(pub M, pub N);

impl<S: Send + Sync + 'static, M: Middleware<S>, N: Run<S>> Run<S> for Layered<M, N> {
    fn run<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> impl Future<Output = Response> + Send + 'r {
        self.0.handle(request, &scope.state, Inner { run: &self.1, scope })
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        self.0.describe(operation);
        self.1.describe(operation);
    }

    fn layers(&self, each: &mut EachLayer<'_>) {
        each(type_name::<M>(), &|operation| self.0.describe(operation));
        self.1.layers(each);
    }
}

/// The rest of the way inwards from a layer.
struct Inner<'r, S, N> {
    run: &'r N,
    scope: &'r Scope<S>,
}

impl<S: Send + Sync, N: Run<S>> Next for Inner<'_, S, N> {
    fn run(self, request: Request) -> impl Future<Output = Response> + Send {
        self.run.run(request, self.scope)
    }
}

/// A layer around handlers that are known only at run time: those of a mounted table.
pub trait Wrap<S>: Send + Sync {
    /// Runs the layer around `inner`: one allocation for all layers of one `#[layer]`ed mount.
    fn wrap<'r>(&'r self, request: Request, scope: &'r Scope<S>, inner: &'r dyn Handler<S>) -> BoxFuture<'r>;

    /// The name of the layers' type.
    fn name(&self) -> &'static str;

    /// What the document says of the layers.
    fn describe(&self, operation: &mut Operation<'_>);
}

/// Layers, outermost first, around a handler that is known only at run time; asked as [`Boxed`] is.
pub struct Layers<S: 'static, L> {
    layers: L,
    run: for<'r> fn(&'r L, Request, &'r Scope<S>, &'r dyn Handler<S>) -> BoxFuture<'r>,
    describe: fn(&L, &mut Operation<'_>),
}

impl<S: Send + Sync, L> Layers<S, L> {
    /// One allocation for all of them.
    pub const fn new(layers: L) -> Self
    where
        L: Middleware<S>,
    {
        Self {
            layers,
            run: |layers, request, scope, handler| {
                Box::pin(layers.handle(request, &scope.state, Erased { handler, scope }))
            },
            describe: L::describe,
        }
    }
}

impl<S, L> std::fmt::Debug for Layers<S, L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Layers")
    }
}

impl<S, L: Send + Sync> Wrap<S> for Layers<S, L> {
    fn wrap<'r>(&'r self, request: Request, scope: &'r Scope<S>, inner: &'r dyn Handler<S>) -> BoxFuture<'r> {
        (self.run)(&self.layers, request, scope, inner)
    }

    fn name(&self) -> &'static str {
        type_name::<L>()
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        (self.describe)(&self.layers, operation);
    }
}

struct Erased<'r, S> {
    handler: &'r dyn Handler<S>,
    scope: &'r Scope<S>,
}

impl<S: Send + Sync> Next for Erased<'_, S> {
    fn run(self, request: Request) -> impl Future<Output = Response> + Send {
        self.handler.call(request, self.scope)
    }
}
