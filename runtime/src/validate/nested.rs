//! The rules of a value's own type, asked for or found by the compiler.
//!
//! A macro does not see whether a field's type has rules. It calls `(&Probe(&field)).check_nested(…)`: the compiler takes the
//! method of [`NestedCheck`] where the type has rules, and must borrow once more, for that of [`NestedNothing`], where it has none.
//! It looks at types that are written out: of a type parameter only its bounds count.

use crate::model::Check;
use crate::problem::{Faults, Location};

/// The rules of the value's type.
pub fn nested<T: Check + ?Sized>(value: &T, at: &Location<'_>, faults: &mut Faults) {
    value.check(at, faults);
}

/// A value whose type may have rules.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub &'a T);

/// Runs the rules.
pub trait NestedCheck {
    /// Notes a fault for every rule that does not hold.
    fn check_nested(&self, at: &Location<'_>, faults: &mut Faults);
}

impl<T: Check + ?Sized> NestedCheck for Probe<'_, T> {
    fn check_nested(&self, at: &Location<'_>, faults: &mut Faults) {
        self.0.check(at, faults);
    }
}

/// Runs nothing.
pub trait NestedNothing {
    /// Notes nothing.
    fn check_nested(&self, _: &Location<'_>, _: &mut Faults) {}
}

impl<T: ?Sized> NestedNothing for &Probe<'_, T> {}
