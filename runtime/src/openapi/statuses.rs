//! The statuses that a type's rules give their faults.

use std::collections::BTreeSet;

/// The statuses that the rules of a type, and of the types in it, name for their faults: those of `status = …`.
#[derive(Debug, Default)]
pub struct Statuses {
    found: BTreeSet<u16>,
    visited: BTreeSet<&'static str>,
}

impl Statuses {
    /// Adds one.
    pub fn add(&mut self, status: u16) {
        self.found.insert(status);
    }

    /// Looks into a type, unless that was done already: types may hold one another.
    pub fn within<T: ?Sized>(&mut self, look: impl FnOnce(&mut Self)) {
        if self.enters(std::any::type_name::<T>()) {
            look(self);
        }
    }

    fn enters(&mut self, name: &'static str) -> bool {
        self.visited.insert(name)
    }

    /// For generated code: the statuses that a type's rules name, and those of the types in it.
    #[doc(hidden)]
    pub fn of<T: ?Sized>(&mut self, named: &[u16], inside: &[fn(&mut Self)]) {
        self.of_named(std::any::type_name::<T>(), named, inside);
    }

    fn of_named(&mut self, name: &'static str, named: &[u16], inside: &[fn(&mut Self)]) {
        if self.enters(name) {
            self.found.extend(named);
            inside.iter().for_each(|look| look(self));
        }
    }

    pub(super) fn into_iter(self) -> impl Iterator<Item = u16> {
        self.found.into_iter()
    }
}
