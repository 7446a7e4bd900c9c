//! What needs the application's state, bound to it.
//!
//! Routes, layers, hooks and what is added at run time are generic in the state. What serves them is not, or all of it, hyper
//! included, would be compiled anew with every application. So each of them is given the state once, when the application is
//! built, and is from then on a trait object, of which a request needs no more than one call.

use std::any::Any;
use std::sync::Arc;

use super::Scope;

/// A `Scope<S>`, where the type of the state is not known.
pub(super) type AnyScope = Arc<dyn Any + Send + Sync>;

/// Something with the state that it is bound to.
pub(super) struct Bound<S: 'static, T> {
    pub(super) it: T,
    pub(super) scope: Arc<Scope<S>>,
}

impl<S, T> Bound<S, T> {
    pub(super) fn new(it: T, scope: &Arc<Scope<S>>) -> Self {
        Self { it, scope: Arc::clone(scope) }
    }
}
