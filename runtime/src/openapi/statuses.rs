//! The statuses that a type's rules give their faults.

use crate::sorted;

/// The statuses that the rules of a type, and of the types in it, name for their faults: those of `status = …`.
#[derive(Debug, Default)]
pub struct Statuses {
    /// Sorted.
    found: Vec<u16>,
    /// Sorted.
    visited: Vec<&'static str>,
}

impl Statuses {
    /// Adds one.
    pub fn add(&mut self, status: u16) {
        sorted::insert(&mut self.found, status);
    }

    /// Looks into a type, unless that was done already: types may hold one another.
    pub fn within<T: ?Sized>(&mut self, look: impl FnOnce(&mut Self)) {
        if self.enters(std::any::type_name::<T>()) {
            look(self);
        }
    }

    fn enters(&mut self, name: &'static str) -> bool {
        sorted::insert(&mut self.visited, name)
    }

    /// For generated code: the statuses that a type's rules name, and those of the types in it.
    #[doc(hidden)]
    pub fn of<T: ?Sized>(&mut self, named: &[u16], inside: &[fn(&mut Self)]) {
        self.of_named(std::any::type_name::<T>(), named, inside);
    }

    fn of_named(&mut self, name: &'static str, named: &[u16], inside: &[fn(&mut Self)]) {
        if self.enters(name) {
            named.iter().for_each(|status| self.add(*status));
            inside.iter().for_each(|look| look(self));
        }
    }

    pub(super) fn into_list(self) -> Vec<u16> {
        self.found
    }
}
