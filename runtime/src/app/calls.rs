//! What runs for a route, before and after it is bound to the application's state.

use std::sync::Arc;

use super::bound::{AnyScope, Bound};
use super::{Scope, State};
use crate::handler::{BoxFuture, EachLayer, Handler, Wrap};
use crate::openapi::Operation;
use crate::request::Request;
use crate::table::Entry;

/// What runs for a route, as the document and the checks of a build see it.
pub(crate) trait Describe {
    /// What the document says of it.
    fn describe(&self, operation: &mut Operation<'_>);

    /// Tells of the layers in it, outermost first.
    fn layers(&self, each: &mut EachLayer<'_>);
}

impl<T: Describe + ?Sized> Describe for Arc<T> {
    fn describe(&self, operation: &mut Operation<'_>) {
        T::describe(self, operation);
    }

    fn layers(&self, each: &mut EachLayer<'_>) {
        T::layers(self, each);
    }
}

/// What runs for a route, bound to the state.
pub(crate) trait Answer: Describe + Send + Sync {
    fn answer<'r>(&'r self, request: Request) -> BoxFuture<'r>;
}

/// What runs for a route, where several applications may have it, each with a state of its own.
pub(super) trait Bind: Describe + Send + Sync {
    /// Binds it to the state of one of them; `None` where that is of another type.
    fn bind(&self, scope: &AnyScope) -> Option<Arc<dyn Answer>>;
}

/// What runs for a route.
pub(super) enum Call<S: 'static> {
    Table(&'static dyn Handler<S>),
    Wrapped(&'static dyn Wrap<S>, Box<Self>),
    Added(Arc<dyn Handler<S>>),
}

impl<S> Clone for Call<S> {
    fn clone(&self) -> Self {
        match self {
            Self::Table(handler) => Self::Table(*handler),
            Self::Wrapped(wrap, inner) => Self::Wrapped(*wrap, inner.clone()),
            Self::Added(handler) => Self::Added(Arc::clone(handler)),
        }
    }
}

impl<S: State> Handler<S> for Call<S> {
    #[inline]
    fn call<'r>(&'r self, request: Request, scope: &'r Scope<S>) -> BoxFuture<'r> {
        match self {
            Self::Table(handler) => handler.call(request, scope),
            Self::Wrapped(wrap, inner) => wrap.wrap(request, scope, &**inner),
            Self::Added(handler) => handler.call(request, scope),
        }
    }

    fn describe(&self, operation: &mut Operation<'_>) {
        match self {
            Self::Table(handler) => handler.describe(operation),
            Self::Wrapped(wrap, inner) => {
                wrap.describe(operation);
                Handler::describe(&**inner, operation);
            }
            Self::Added(_) => {}
        }
    }

    fn layers(&self, each: &mut EachLayer<'_>) {
        match self {
            Self::Table(handler) => handler.layers(each),
            Self::Wrapped(wrap, inner) => {
                each(wrap.name(), &|operation| wrap.describe(operation));
                Handler::layers(&**inner, each);
            }
            Self::Added(_) => {}
        }
    }
}

impl<S: State> Describe for Call<S> {
    fn describe(&self, operation: &mut Operation<'_>) {
        Handler::describe(self, operation);
    }

    fn layers(&self, each: &mut EachLayer<'_>) {
        Handler::layers(self, each);
    }
}

impl<S: State> Bind for Call<S> {
    fn bind(&self, scope: &AnyScope) -> Option<Arc<dyn Answer>> {
        let scope = Arc::clone(scope).downcast().ok()?;
        Some(self.clone().bound(&scope))
    }
}

impl<S: State> Call<S> {
    pub(super) fn bound(self, scope: &Arc<Scope<S>>) -> Arc<dyn Answer> {
        Arc::new(Bound::new(self, scope))
    }

    /// Tells of each that is in a table, in the order of its entries.
    pub(super) fn each_of(table: &'static [Entry<S>], each: &mut dyn FnMut(Self)) {
        each_below(table, &mut Vec::new(), each);
    }
}

fn each_below<S: State>(
    table: &'static [Entry<S>],
    wraps: &mut Vec<&'static dyn Wrap<S>>,
    each: &mut dyn FnMut(Call<S>),
) {
    for entry in table {
        match entry {
            Entry::Route(handler) => {
                let mut call = Call::Table(*handler);
                for wrap in wraps.iter().rev() {
                    call = Call::Wrapped(*wrap, Box::new(call));
                }
                each(call);
            }
            Entry::Mount { layers: None, calls } | Entry::Controller { layers: None, calls } => {
                each_below(calls, wraps, each);
            }
            Entry::Mount { layers: Some(wrap), calls } | Entry::Controller { layers: Some(wrap), calls } => {
                wraps.push(*wrap);
                each_below(calls, wraps, each);
                wraps.pop();
            }
        }
    }
}

impl<S: State> Answer for Bound<S, Call<S>> {
    fn answer<'r>(&'r self, request: Request) -> BoxFuture<'r> {
        self.it.call(request, &self.scope)
    }
}

impl<S: State> Describe for Bound<S, Call<S>> {
    fn describe(&self, operation: &mut Operation<'_>) {
        Handler::describe(&self.it, operation);
    }

    fn layers(&self, each: &mut EachLayer<'_>) {
        Handler::layers(&self.it, each);
    }
}

/// The shape of what runs for a table.
pub(super) trait Shape {
    /// The entry at this place.
    fn at(&self, index: usize) -> Option<Part<'_>>;
}

/// The shape of what runs for an entry of a table.
pub(super) enum Part<'s> {
    Route,
    Mount(&'s dyn Shape),
    Controller(&'s dyn Shape),
}

impl<S: State> Shape for &'static [Entry<S>] {
    fn at(&self, index: usize) -> Option<Part<'_>> {
        Some(match self.get(index)? {
            Entry::Route(_) => Part::Route,
            Entry::Mount { calls, .. } => Part::Mount(calls),
            Entry::Controller { calls, .. } => Part::Controller(calls),
        })
    }
}
