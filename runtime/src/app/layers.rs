//! The layers of an application, before and after they are bound to its state.

use std::any::type_name;
use std::marker::PhantomData;
use std::sync::Arc;

use super::bound::Bound;
use super::dispatch::Rest;
use super::{Scope, State};
use crate::handler::BoxFuture;
use crate::middleware::Middleware;
use crate::openapi::Operation;
use crate::request::Request;

/// The layers of an application, outermost first, before and after routing.
pub(super) struct Layers<L: ?Sized> {
    pub(super) before: Vec<Box<L>>,
    pub(super) after: Vec<Box<L>>,
}

/// The same layers, as the document and the checks of a build see them.
pub(super) struct NamedLayers<'l> {
    pub(super) before: Vec<&'l dyn NamedLayer>,
    pub(super) after: Vec<&'l dyn NamedLayer>,
}

/// A layer, as the document and the checks of a build see it.
pub(crate) trait NamedLayer: Send + Sync {
    /// The name of its type.
    fn name(&self) -> &'static str;

    /// What the document says of it.
    fn describe(&self, operation: &mut Operation<'_>) {
        let _ = operation;
    }
}

/// A layer of an application with the state `S`.
pub(crate) trait BindLayer<S: 'static>: NamedLayer {
    fn bind(self: Box<Self>, scope: &Arc<Scope<S>>) -> Box<dyn ErasedLayer>;
}

/// A layer of an application that needs no more of it: one allocation when it runs.
pub(crate) trait ErasedLayer: NamedLayer {
    fn call<'r>(&'r self, request: Request, rest: Rest<'r>) -> BoxFuture<'r>;
}

impl<L: ?Sized> Layers<L> {
    pub(super) const fn new() -> Self {
        Self { before: Vec::new(), after: Vec::new() }
    }
}

impl<S: State> Layers<dyn BindLayer<S>> {
    pub(super) fn bind(self, scope: &Arc<Scope<S>>) -> Layers<dyn ErasedLayer> {
        let mut bound = Layers::new();
        for layer in self.before {
            bound.before.push(layer.bind(scope));
        }
        for layer in self.after {
            bound.after.push(layer.bind(scope));
        }
        bound
    }

    pub(super) fn named(&self) -> NamedLayers<'_> {
        let mut named = NamedLayers { before: Vec::new(), after: Vec::new() };
        for layer in &self.before {
            named.before.push(&**layer);
        }
        for layer in &self.after {
            named.after.push(&**layer);
        }
        named
    }
}

impl Layers<dyn ErasedLayer> {
    pub(super) fn named(&self) -> NamedLayers<'_> {
        NamedLayers {
            before: self.before.iter().map(|layer| &**layer as _).collect(),
            after: self.after.iter().map(|layer| &**layer as _).collect(),
        }
    }
}

/// A middleware as a layer of an application.
pub(super) struct Layer<S, M> {
    middleware: M,
    state: PhantomData<fn(S)>,
}

impl<S, M> Layer<S, M> {
    pub(super) const fn new(middleware: M) -> Self {
        Self { middleware, state: PhantomData }
    }
}

impl<S: State, M: Middleware<S>> NamedLayer for Layer<S, M> {
    fn name(&self) -> &'static str {
        type_name::<M>()
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        self.middleware.describe(operation);
    }
}

impl<S: State, M: Middleware<S>> BindLayer<S> for Layer<S, M> {
    fn bind(self: Box<Self>, scope: &Arc<Scope<S>>) -> Box<dyn ErasedLayer> {
        Box::new(Bound::new(*self, scope))
    }
}

impl<S: State, M: Middleware<S>> NamedLayer for Bound<S, Layer<S, M>> {
    fn name(&self) -> &'static str {
        self.it.name()
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        self.it.describe(operation);
    }
}

impl<S: State, M: Middleware<S>> ErasedLayer for Bound<S, Layer<S, M>> {
    fn call<'r>(&'r self, request: Request, rest: Rest<'r>) -> BoxFuture<'r> {
        Box::pin(self.it.middleware.handle(request, &self.scope.state, rest))
    }
}
