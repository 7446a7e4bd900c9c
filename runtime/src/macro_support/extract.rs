//! How the arguments of a route are fetched of which some have to be waited for: its extractors.

use std::future::Future;
use std::marker::PhantomData;

use bytes::Bytes;

use super::call::{Asked, Call, Refused, Slot};
use super::fetch::{Fetch, Wanted};
use crate::openapi::{Operation, Told};

/// How one argument is fetched where others, or itself, have to be waited for. For all arguments each, in this order:
/// [`first`](Self::first), [`head`](Self::head), and once the body has been read [`body`](Self::body).
// Apart from `Fetch`: each place where a future waits is code, and most routes have none but the function itself.
pub trait Extract<S> {
    /// What is fetched.
    type Value: Send;

    /// What the function is called with.
    type Given<'r>
    where
        S: 'r;

    /// What it needs of the body.
    const WANTED: Wanted = Wanted::Nothing;

    /// The first pass, of extractors that may answer 401 or 403.
    fn first<'f>(
        &self,
        call: &mut Call<'f, 'f, S>,
    ) -> impl Future<Output = Result<Option<Self::Value>, Refused>> + Send;

    /// The second pass, of all that is not in the body.
    fn head<'f>(
        &self,
        value: Option<Self::Value>,
        call: &mut Call<'f, 'f, S>,
    ) -> impl Future<Output = Option<Self::Value>> + Send;

    /// The third pass, of the body.
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
    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]);
}

/// An extractor; see [`extractor`].
#[derive(Debug)]
pub struct Extractor<T>(PhantomData<fn() -> T>);

/// What an extractor computes.
pub fn extractor<T>() -> Extractor<T> {
    Extractor(PhantomData)
}

impl<S: Sync, T> Extract<S> for Extractor<T>
where
    T: for<'x> Asked<'x, S>,
{
    type Value = T;
    type Given<'r>
        = T
    where
        S: 'r;

    async fn first<'f>(&self, call: &mut Call<'f, 'f, S>) -> Result<Option<T>, Refused> {
        call.first::<T>().await.map(Slot::into_value)
    }

    async fn head<'f>(&self, value: Option<T>, call: &mut Call<'f, 'f, S>) -> Option<T> {
        call.extract(Slot::from_value(value)).await
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, _: &[Told]) {
        operation.extractor::<T, S>();
    }
}

/// An argument beside an extractor that is not waited for itself; see [`at_once`].
#[derive(Debug)]
pub struct AtOnce<P>(P);

/// What needs not be waited for.
pub fn at_once<P>(plan: P) -> AtOnce<P> {
    AtOnce(plan)
}

impl<S: Sync, P: Fetch<S> + Sync> Extract<S> for AtOnce<P> {
    type Value = P::Value;
    type Given<'r>
        = P::Given<'r>
    where
        S: 'r;

    const WANTED: Wanted = P::WANTED;

    #[inline]
    fn first<'f>(&self, _: &mut Call<'f, 'f, S>) -> impl Future<Output = Result<Option<P::Value>, Refused>> + Send {
        std::future::ready(Ok(None))
    }

    #[inline]
    fn head<'f>(
        &self,
        _: Option<P::Value>,
        call: &mut Call<'f, 'f, S>,
    ) -> impl Future<Output = Option<P::Value>> + Send {
        std::future::ready(self.0.head(call))
    }

    #[inline]
    fn body<'f>(&self, value: Option<P::Value>, call: &mut Call<'f, 'f, S>, bytes: &'f Bytes) -> Option<P::Value> {
        self.0.body(value, call, bytes)
    }

    #[inline]
    fn give<'r>(&self, value: P::Value, state: &'r S) -> P::Given<'r> {
        self.0.give(value, state)
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        self.0.describe(operation, told);
    }
}
