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
    /// Given by a test, in place of what would be computed.
    Given(Box<dyn Any + Send + Sync>),
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
            Entry::Value(value) | Entry::Given(value) => value.downcast_ref::<T>().cloned().map(Ok),
            Entry::Failed(rejection) => Some(Err(rejection.clone())),
        }
    }

    /// Keeps the outcome of computing `T`.
    pub(crate) fn put<T: Clone + Send + Sync + 'static>(&mut self, outcome: &Result<T, Rejection>) {
        let entry = match outcome {
            Ok(value) => Entry::Value(Box::new(value.clone())),
            Err(rejection) => Entry::Failed(rejection.clone()),
        };
        self.set::<T>(entry);
    }

    /// Takes `value` for what would be computed.
    pub(crate) fn give<T: Send + Sync + 'static>(&mut self, value: T) {
        self.set::<T>(Entry::Given(Box::new(value)));
    }

    fn set<T: 'static>(&mut self, entry: Entry) {
        let id = TypeId::of::<T>();
        self.entries.retain(|(key, _)| *key != id);
        self.entries.push((id, entry));
    }

    /// What failed may succeed now: the request has changed, or its route is known.
    pub(crate) fn forget_failures(&mut self) {
        self.entries.retain(|(_, entry)| !matches!(entry, Entry::Failed(_)));
    }

    /// The request goes on to another application, whose state computes other values.
    pub(crate) fn forget_computed(&mut self) {
        self.entries.retain(|(_, entry)| matches!(entry, Entry::Given(_)));
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cache({} values)", self.entries.len())
    }
}
