//! Which of the services that are mounted are applications of ours: their routes are part of the document.
//!
//! A mounted service is any type that `tower` can call, and what an application is generic over is not known where it is mounted.
//! So each kind of application, a state's, is noted when one is built: what is mounted later is looked up by its type.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::State;
use super::document::Described;
use super::service::AppService;

type Cast = fn(&dyn Any) -> Option<&dyn Described>;

static KINDS: LazyLock<RwLock<HashMap<TypeId, Cast>>> = LazyLock::new(RwLock::default);

/// An application with the state `S` is about to be built.
pub(super) fn note<S: State>() {
    let cast: Cast = |service| service.downcast_ref::<AppService<S>>().map(|app| app as &dyn Described);
    KINDS.write().unwrap_or_else(PoisonError::into_inner).insert(TypeId::of::<AppService<S>>(), cast);
}

/// The service as an application, if it is one.
pub(super) fn application<T: Any>(service: &T) -> Option<&dyn Described> {
    let cast = *KINDS.read().unwrap_or_else(PoisonError::into_inner).get(&TypeId::of::<T>())?;
    cast(service)
}
