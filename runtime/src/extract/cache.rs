//! The values that extractors computed for one request, so that each is computed once.
//!
//! The key is the type, known at compile time; there are a handful per request, so a list beats a map. The request owns it and
//! extractors borrow it exclusively, one after the other: no lock.

use std::any::{Any, TypeId};
use std::fmt;

use super::Rejection;

/// The values computed so far for one request, and the rejections of those that failed.
#[derive(Default)]
pub struct Cache {
    entries: Vec<(TypeId, Entry)>,
}

enum Entry {
    Value(Box<dyn Any + Send + Sync>),
    Failed(Rejection),
}

impl Cache {
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// What is known of `T`: its value, its rejection, or nothing yet.
    pub(crate) fn get<T: Clone + 'static>(&self) -> Option<Result<T, Rejection>> {
        let id = TypeId::of::<T>();
        let (_, entry) = self.entries.iter().find(|(key, _)| *key == id)?;
        match entry {
            Entry::Value(value) => value.downcast_ref::<T>().cloned().map(Ok),
            Entry::Failed(rejection) => Some(Err(rejection.clone())),
        }
    }

    /// Keeps the outcome of computing `T`.
    pub(crate) fn put<T: Clone + Send + Sync + 'static>(&mut self, outcome: &Result<T, Rejection>) {
        let entry = match outcome {
            Ok(value) => Entry::Value(Box::new(value.clone())),
            Err(rejection) => Entry::Failed(rejection.clone()),
        };
        let id = TypeId::of::<T>();
        self.entries.retain(|(key, _)| *key != id);
        self.entries.push((id, entry));
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cache({} values)", self.entries.len())
    }
}
