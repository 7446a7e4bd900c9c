//! How the arguments of a route are fetched whose values borrow nothing from the request: a plan for each kind of argument.

use std::marker::PhantomData;

use bytes::Bytes;

use super::call::Call;
use crate::app::Provide;
use crate::extract::{FromBody, FromValues};
use crate::openapi::{Operation, Told};
use crate::problem::Place;

/// What an argument needs of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing.
    Nothing,
    /// All of it.
    Bytes,
    /// As it arrives.
    Stream,
}

impl Wanted {
    /// What a function needs of it: one argument, at most, needs something.
    pub(super) const fn all(each: &[Self]) -> Self {
        let mut rest = each;
        while let [first, after @ ..] = rest {
            if !matches!(first, Self::Nothing) {
                return *first;
            }
            rest = after;
        }
        Self::Nothing
    }
}

/// How one argument is fetched, with the application's state borrowed for `'r`. For all arguments each, in this order:
/// [`head`](Self::head), and once the body has been read [`body`](Self::body). What has to be waited for is fetched by
/// [`Extract`](super::extract::Extract).
pub trait Fetch<S> {
    /// What is fetched.
    type Value: Send;

    /// What the function is called with: the same, but for what is borrowed from the state.
    type Given<'r>
    where
        S: 'r;

    /// What it needs of the body.
    const WANTED: Wanted = Wanted::Nothing;

    /// Of all that is not in the body.
    fn head<'f>(&self, call: &mut Call<'f, 'f, S>) -> Option<Self::Value>;

    /// Of the body.
    #[inline]
    fn body<'f>(
        &self,
        value: Option<Self::Value>,
        call: &mut Call<'f, 'f, S>,
        bytes: &'f Bytes,
    ) -> Option<Self::Value> {
        let _ = (call, bytes);
        value
    }

    /// In the end.
    fn give<'r>(&self, value: Self::Value, state: &'r S) -> Self::Given<'r>;

    /// What the document says of it, beside what is told.
    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        let _ = (operation, told);
    }
}

/// Where an argument stands in the request, for the faults of its rules.
pub trait Located {
    /// What the rules are of.
    type Ruled;

    /// The part.
    fn place(&self) -> Place;

    /// The name in it, where it has one.
    fn key(&self) -> Option<&'static str>;
}

/// A named text value; see [`Known`](super::Known).
#[derive(Debug)]
pub struct Value<T> {
    place: Place,
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

/// A value in the path.
pub fn path<T>(name: &'static str) -> Value<T> {
    value(Place::Path, name)
}

/// A value in the query.
pub fn query<T>(name: &'static str) -> Value<T> {
    value(Place::Query, name)
}

/// A value in a header.
pub fn header<T>(name: &'static str) -> Value<T> {
    value(Place::Header, name)
}

/// A value in a cookie.
pub fn cookie<T>(name: &'static str) -> Value<T> {
    value(Place::Cookie, name)
}

/// A named text value.
pub(super) fn value<T>(place: Place, name: &'static str) -> Value<T> {
    Value { place, name, value: PhantomData }
}

impl<T> Located for Value<T> {
    type Ruled = T;

    fn place(&self) -> Place {
        self.place
    }

    fn key(&self) -> Option<&'static str> {
        Some(self.name)
    }
}

impl<S: Sync, T: Send> Fetch<S> for Value<T>
where
    T: for<'x> FromValues<'x>,
{
    type Value = T;
    type Given<'r>
        = T
    where
        S: 'r;

    #[inline]
    fn head<'f>(&self, call: &mut Call<'f, 'f, S>) -> Option<T> {
        call.value::<T>(self.place, self.name)
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        operation.value_told::<T>(self.place, self.name, told);
    }
}

/// A named text value with a default; see [`Known`](super::Known) and [`number_or`].
// Of two kinds of default, a pointer and the number itself, so that the type is the same for all routes: what the compiler finds out
// of it holds for each of them.
#[derive(Debug)]
pub struct ValueOr<T, D> {
    value: Value<T>,
    default: D,
}

/// What stands for a value that is absent.
pub trait ForAbsent<T> {
    /// The value.
    fn make(&self) -> T;
}

impl<T> ForAbsent<T> for fn() -> T {
    fn make(&self) -> T {
        self()
    }
}

/// A number that is written out.
#[derive(Debug)]
pub struct Number<T>(T);

impl<T: Copy> ForAbsent<T> for Number<T> {
    fn make(&self) -> T {
        self.0
    }
}

/// A named text value with a default for where it is absent.
pub fn value_or<T>(place: Place, name: &'static str, default: fn() -> T) -> ValueOr<T, fn() -> T> {
    ValueOr { value: value(place, name), default }
}

/// A named text value with a number for where it is absent.
pub fn number_or<T>(place: Place, name: &'static str, default: T) -> ValueOr<T, Number<T>> {
    ValueOr { value: value(place, name), default: Number(default) }
}

impl<T, D> Located for ValueOr<T, D> {
    type Ruled = T;

    fn place(&self) -> Place {
        self.value.place
    }

    fn key(&self) -> Option<&'static str> {
        Some(self.value.name)
    }
}

impl<S: Sync, T: Send, D: ForAbsent<T> + Sync> Fetch<S> for ValueOr<T, D>
where
    Option<T>: for<'x> FromValues<'x>,
{
    type Value = T;
    type Given<'r>
        = T
    where
        S: 'r;

    #[inline]
    fn head<'f>(&self, call: &mut Call<'f, 'f, S>) -> Option<T> {
        call.value_or::<T>(self.value.place, self.value.name, || self.default.make())
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        operation.value_told::<Option<T>>(self.value.place, self.value.name, told);
    }
}

/// The body; see [`Known`](super::Known).
#[derive(Debug)]
pub struct InBody<T> {
    checked: bool,
    value: PhantomData<fn() -> T>,
}

/// The body; whether the rules of its type run.
pub(super) fn body<T>(checked: bool) -> InBody<T> {
    InBody { checked, value: PhantomData }
}

impl<T> Located for InBody<T> {
    type Ruled = T;

    fn place(&self) -> Place {
        Place::Body
    }

    fn key(&self) -> Option<&'static str> {
        None
    }
}

impl<S: Sync, T: Send> Fetch<S> for InBody<T>
where
    T: for<'x> FromBody<'x>,
{
    type Value = T;
    type Given<'r>
        = T
    where
        S: 'r;

    const WANTED: Wanted = if <T as FromBody<'static>>::STREAMS { Wanted::Stream } else { Wanted::Bytes };

    #[inline]
    fn head<'f>(&self, _: &mut Call<'f, 'f, S>) -> Option<T> {
        None
    }

    #[inline]
    fn body<'f>(&self, _: Option<T>, call: &mut Call<'f, 'f, S>, bytes: &'f Bytes) -> Option<T> {
        call.body_or_refused(bytes, self.checked)
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        operation.body_told::<T>(told);
    }
}

/// An argument whose type cannot be one, which has been told; so that nothing is told of its uses.
#[derive(Debug)]
pub struct Unread<T>(PhantomData<fn() -> T>);

impl<T> Unread<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T> Located for Unread<T> {
    type Ruled = T;

    fn place(&self) -> Place {
        Place::Body
    }

    fn key(&self) -> Option<&'static str> {
        None
    }
}

impl<S: Sync, T: Send> Fetch<S> for Unread<T> {
    type Value = T;
    type Given<'r>
        = T
    where
        S: 'r;

    #[inline]
    fn head<'f>(&self, _: &mut Call<'f, 'f, S>) -> Option<T> {
        None
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }
}

/// A part of the application's state; see [`state`].
#[derive(Debug)]
pub struct State<T: ?Sized>(PhantomData<fn() -> Box<T>>);

/// A part of the application's state.
pub fn state<T: ?Sized>() -> State<T> {
    State(PhantomData)
}

impl<S: Provide<T> + Sync, T: ?Sized + 'static> Fetch<S> for State<T> {
    type Value = ();
    type Given<'r>
        = &'r T
    where
        S: 'r;

    #[inline]
    fn head<'f>(&self, _: &mut Call<'f, 'f, S>) -> Option<()> {
        Some(())
    }

    #[inline]
    fn give<'r>(&self, (): (), state: &'r S) -> &'r T {
        state.provide()
    }
}
