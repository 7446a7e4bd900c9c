//! Which of the services that are mounted are applications of ours: their routes are part of the document.
//!
//! A mounted service is any type that `tower` can call, and what an application is generic over is not known where it is mounted.
//! So each kind of application, a state's, is noted when one is built: what is mounted later is looked up by its type.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::State;
use super::service::{AppService, Inner};

type Cast = fn(&dyn Any) -> Option<&Inner>;

static KINDS: LazyLock<RwLock<HashMap<TypeId, Cast>>> = LazyLock::new(RwLock::default);

/// An application with the state `S` is about to be built.
pub(super) fn note<S: State>() {
    keep(TypeId::of::<AppService<S>>(), |service| service.downcast_ref::<AppService<S>>().map(AppService::inner));
}

fn keep(kind: TypeId, cast: Cast) {
    KINDS.write().unwrap_or_else(PoisonError::into_inner).insert(kind, cast);
}

/// The service as an application, if it is one.
pub(super) fn application(service: &dyn Any) -> Option<&Inner> {
    let cast = *KINDS.read().unwrap_or_else(PoisonError::into_inner).get(&service.type_id())?;
    cast(service)
}
