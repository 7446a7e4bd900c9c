//! Arguments with rules of their own.

use bytes::Bytes;

use super::call::Call;
use super::fetch::{Fetch, Located, Wanted};
use crate::openapi::{Operation, Told};
use crate::problem::{Faults, Location};
use crate::validate::{self, Length, LengthBounds, Range, RangeBounds};

/// An argument with rules of its own; see [`ruled`], [`ranged`] and [`measured`].
#[derive(Debug)]
pub struct Ruled<A, R> {
    argument: A,
    rules: R,
}

/// Notes what is wrong with a value. A pointer, as for the default of a `ValueOr`.
type Rules<T> = fn(&T, &Location<'_>, &mut Faults);

/// An argument with rules beside those of its type.
pub fn ruled<A: Located>(argument: A, rules: Rules<A::Ruled>) -> Ruled<A, Rules<A::Ruled>> {
    Ruled { argument, rules }
}

/// A number with bounds.
pub fn ranged<A, N>(argument: A, bounds: RangeBounds<N>) -> Ruled<A, RangeBounds<N>>
where
    A: Located<Ruled: Range<Number = N>>,
{
    Ruled { argument, rules: bounds }
}

/// Text or a collection whose length has bounds.
pub fn measured<A: Located<Ruled: Length>>(argument: A, bounds: LengthBounds) -> Ruled<A, LengthBounds> {
    Ruled { argument, rules: bounds }
}

/// What can be demanded of an argument.
pub trait Demand<T> {
    /// Notes what is wrong with the value.
    fn check(&self, value: &T, at: &Location<'_>, faults: &mut Faults);
}

impl<T> Demand<T> for Rules<T> {
    fn check(&self, value: &T, at: &Location<'_>, faults: &mut Faults) {
        self(value, at, faults);
    }
}

impl<T: Range> Demand<T> for RangeBounds<T::Number> {
    fn check(&self, value: &T, at: &Location<'_>, faults: &mut Faults) {
        validate::range(value, self, validate::PLAIN, at, faults);
    }
}

impl<T: Length> Demand<T> for LengthBounds {
    fn check(&self, value: &T, at: &Location<'_>, faults: &mut Faults) {
        validate::length(value, self, validate::PLAIN, at, faults);
    }
}

impl<A: Located, R: Demand<A::Ruled>> Ruled<A, R> {
    fn check<S>(&self, value: Option<&A::Ruled>, call: &mut Call<'_, '_, S>) {
        let Some(value) = value else { return };
        let root = Location::root(self.argument.place());
        match self.argument.key() {
            Some(key) => self.rules.check(value, &root.key(key), call.faults()),
            None => self.rules.check(value, &root, call.faults()),
        }
    }
}

impl<S, A, R> Fetch<S> for Ruled<A, R>
where
    S: Sync,
    A: Located<Ruled: Send> + Fetch<S, Value = <A as Located>::Ruled> + Sync,
    R: Demand<A::Ruled> + Sync,
{
    type Value = A::Ruled;
    type Given<'r>
        = A::Given<'r>
    where
        S: 'r;

    const WANTED: Wanted = A::WANTED;

    #[inline]
    fn head<'f>(&self, call: &mut Call<'f, 'f, S>) -> Option<A::Ruled> {
        let value = self.argument.head(call);
        self.check(value.as_ref(), call);
        value
    }

    #[inline]
    fn body<'f>(&self, value: Option<A::Ruled>, call: &mut Call<'f, 'f, S>, bytes: &'f Bytes) -> Option<A::Ruled> {
        if A::WANTED == Wanted::Nothing {
            return value;
        }
        let value = self.argument.body(value, call, bytes);
        self.check(value.as_ref(), call);
        value
    }

    #[inline]
    fn give<'r>(&self, value: A::Ruled, state: &'r S) -> A::Given<'r> {
        self.argument.give(value, state)
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        self.argument.describe(operation, told);
    }
}
