//! The way of one request through a route whose arguments borrow nothing from it: one call, which is all that its glue consists
//! of. For the compiler that is much less work than the same way written out in every route.

use std::future::Future;
use std::marker::PhantomData;

use bytes::Bytes;

use super::call::{Asked, Call, Frame, Refused, Slot, succeed_with};
use crate::app::{Provide, Scope};
use crate::extract::{FromBody, FromValues};
use crate::problem::{Faults, Location, Place};
use crate::request::Request;
use crate::response::{Response, place};

/// What a route's attributes say of its run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How long a body may be, where it is not what the application says.
    pub limit_bytes: Option<u64>,
    /// The status of a plain success.
    pub status: Option<u16>,
}

impl Plan {
    fn apply(self, response: &mut Response) {
        if let Some(status) = self.status {
            succeed_with(response, status);
        }
    }
}

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
    const fn all(each: &[Self]) -> Self {
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
/// [`first`](Self::first), [`head`](Self::head), and once the body has been read [`body`](Self::body).
pub trait Fetch<S> {
    /// What is fetched.
    type Value: Send;

    /// What the function is called with: the same, but for what is borrowed from the state.
    type Given<'r>
    where
        S: 'r;

    /// What it needs of the body.
    const WANTED: Wanted = Wanted::Nothing;

    /// The first pass, of extractors that may answer 401 or 403.
    #[inline]
    fn first<'f>(
        &self,
        call: &mut Call<'f, 'f, S>,
    ) -> impl Future<Output = Result<Option<Self::Value>, Refused>> + Send {
        let _ = call;
        std::future::ready(Ok(None))
    }

    /// The second pass, of all that is not in the body.
    fn head<'f>(
        &self,
        value: Option<Self::Value>,
        call: &mut Call<'f, 'f, S>,
    ) -> impl Future<Output = Option<Self::Value>> + Send;

    /// The third pass, of the body.
    ///
    /// # Errors
    ///
    /// As [`Call::body`].
    #[inline]
    fn body<'f>(
        &self,
        value: Option<Self::Value>,
        call: &mut Call<'f, 'f, S>,
        bytes: &'f Bytes,
    ) -> Result<Option<Self::Value>, Refused> {
        let _ = (call, bytes);
        Ok(value)
    }

    /// In the end.
    fn give<'r>(&self, value: Self::Value, scope: &'r Scope<S>) -> Self::Given<'r>;
}

/// Where an argument stands in the request, for the faults of its rules.
pub trait Located {
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

/// A named text value.
pub(super) fn value<T>(place: Place, name: &'static str) -> Value<T> {
    Value { place, name, value: PhantomData }
}

impl<T> Located for Value<T> {
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
    fn head<'f>(&self, _: Option<T>, call: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<T>> + Send {
        std::future::ready(call.value::<T>(self.place, self.name))
    }

    #[inline]
    fn give(&self, value: T, _: &Scope<S>) -> T {
        value
    }
}

/// A named text value with a default; see [`Known`](super::Known).
#[derive(Debug)]
pub struct ValueOr<T, D> {
    value: Value<T>,
    default: D,
}

/// A named text value with a default for where it is absent.
pub(super) fn value_or<T, D: Fn() -> T>(place: Place, name: &'static str, default: D) -> ValueOr<T, D> {
    ValueOr { value: value(place, name), default }
}

impl<T, D> Located for ValueOr<T, D> {
    fn place(&self) -> Place {
        self.value.place
    }

    fn key(&self) -> Option<&'static str> {
        Some(self.value.name)
    }
}

impl<S: Sync, T: Send, D: Fn() -> T + Sync> Fetch<S> for ValueOr<T, D>
where
    Option<T>: for<'x> FromValues<'x>,
{
    type Value = T;
    type Given<'r>
        = T
    where
        S: 'r;

    #[inline]
    fn head<'f>(&self, _: Option<T>, call: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<T>> + Send {
        std::future::ready(call.value_or::<T>(self.value.place, self.value.name, &self.default))
    }

    #[inline]
    fn give(&self, value: T, _: &Scope<S>) -> T {
        value
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
    fn head<'f>(&self, value: Option<T>, _: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<T>> + Send {
        std::future::ready(value)
    }

    #[inline]
    fn body<'f>(&self, _: Option<T>, call: &mut Call<'f, 'f, S>, bytes: &'f Bytes) -> Result<Option<T>, Refused> {
        call.parse_body(bytes, self.checked)
    }

    #[inline]
    fn give(&self, value: T, _: &Scope<S>) -> T {
        value
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
    fn head<'f>(&self, value: Option<T>, _: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<T>> + Send {
        std::future::ready(value)
    }

    #[inline]
    fn give(&self, value: T, _: &Scope<S>) -> T {
        value
    }
}

/// An extractor; see [`extractor`].
#[derive(Debug)]
pub struct Extractor<T>(PhantomData<fn() -> T>);

/// What an extractor computes.
pub fn extractor<T>() -> Extractor<T> {
    Extractor(PhantomData)
}

impl<S: Sync, T> Fetch<S> for Extractor<T>
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
    fn give(&self, value: T, _: &Scope<S>) -> T {
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
    fn head<'f>(&self, _: Option<()>, _: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<()>> + Send {
        std::future::ready(Some(()))
    }

    #[inline]
    fn give<'r>(&self, (): (), scope: &'r Scope<S>) -> &'r T {
        scope.state().provide()
    }
}

/// An argument with rules of its own; see [`ruled`].
#[derive(Debug)]
pub struct Ruled<A, R> {
    argument: A,
    rules: R,
}

/// An argument with rules beside those of its type.
pub fn ruled<A, T, R: Fn(&T, &Location<'_>, &mut Faults)>(argument: A, rules: R) -> Ruled<A, R> {
    Ruled { argument, rules }
}

impl<A: Located, R> Ruled<A, R> {
    fn check<T, S>(&self, value: Option<&T>, call: &mut Call<'_, '_, S>)
    where
        R: Fn(&T, &Location<'_>, &mut Faults),
    {
        let Some(value) = value else { return };
        let root = Location::root(self.argument.place());
        match self.argument.key() {
            Some(key) => (self.rules)(value, &root.key(key), call.faults()),
            None => (self.rules)(value, &root, call.faults()),
        }
    }
}

impl<S: Sync, A: Fetch<S> + Located + Sync, R> Fetch<S> for Ruled<A, R>
where
    R: Fn(&A::Value, &Location<'_>, &mut Faults) + Sync,
    A::Value: Send,
{
    type Value = A::Value;
    type Given<'r>
        = A::Given<'r>
    where
        S: 'r;

    const WANTED: Wanted = A::WANTED;

    async fn head<'f>(&self, value: Option<A::Value>, call: &mut Call<'f, 'f, S>) -> Option<A::Value> {
        let value = self.argument.head(value, call).await;
        self.check(value.as_ref(), call);
        value
    }

    #[inline]
    fn body<'f>(
        &self,
        value: Option<A::Value>,
        call: &mut Call<'f, 'f, S>,
        bytes: &'f Bytes,
    ) -> Result<Option<A::Value>, Refused> {
        if A::WANTED == Wanted::Nothing {
            return Ok(value);
        }
        let value = self.argument.body(value, call, bytes)?;
        self.check(value.as_ref(), call);
        Ok(value)
    }

    #[inline]
    fn give<'r>(&self, value: A::Value, scope: &'r Scope<S>) -> A::Given<'r> {
        self.argument.give(value, scope)
    }
}

/// Runs a function that takes nothing of the request.
pub fn run_0<'r, S, F, T, O>(
    request: Request,
    _: &'r Scope<S>,
    plan: Plan,
    function: F,
    respond: fn(O) -> Response,
) -> impl Future<Output = Response> + Send + 'r
where
    F: FnOnce() -> T + Send + 'r,
    T: Future<Output = O> + Send + 'r,
    O: 'r,
{
    async move {
        let mut answer = respond(function().await);
        plan.apply(&mut answer);
        place(&mut answer, &request);
        answer
    }
}

/// Reads the body, and what is in it. Apart, as a future that may have to read one is several times as large.
macro_rules! read_body {
    ($call:ident, $plan:ident: $($argument:ident $Argument:ident $value:ident),*) => {
        let bytes = match $call.read(Wanted::all(&[$($Argument::WANTED),*]), $plan.limit_bytes).await {
            Ok(bytes) => bytes,
            Err(refused) => return refused.into_response(),
        };
        $(let $value = match $argument.body($value, &mut $call, &bytes) {
            Ok(value) => value,
            Err(refused) => return refused.into_response(),
        };)*
    };
}

macro_rules! no_body {
    ($call:ident, $plan:ident: $($argument:ident $Argument:ident $value:ident),*) => {};
}

macro_rules! run {
    ($body:ident $name:ident: $($plan:ident $Plan:ident $value:ident),*) => {
        /// Runs a function with as many arguments as the name says.
        #[allow(clippy::too_many_arguments, reason = "as many as the function has, and what goes with them")]
        pub fn $name<'r, S, $($Plan,)* F, T, O>(
            request: Request,
            scope: &'r Scope<S>,
            plan: Plan,
            $($plan: $Plan,)*
            function: F,
            respond: fn(O) -> Response,
        ) -> impl Future<Output = Response> + Send + 'r
        where
            S: Send + Sync,
            $($Plan: Fetch<S> + Send + Sync + 'r,)*
            F: FnOnce($($Plan::Given<'r>),*) -> T + Send + 'r,
            T: Future<Output = O> + Send + 'r,
            O: 'r,
        {
            async move {
                let mut frame = Frame::new(request);
                let mut call = frame.call(scope);
                $(let $value = match $plan.first(&mut call).await {
                    Ok(value) => value,
                    Err(refused) => return refused.into_response(),
                };)*
                $(let $value = $plan.head($value, &mut call).await;)*
                $body! { call, plan: $($plan $Plan $value),* }
                if let Err(refused) = call.finish() {
                    return refused.into_response();
                }
                let ($(Some($value),)*) = ($($value,)*) else {
                    return call.incomplete().into_response();
                };
                let mut answer = respond(function($($plan.give($value, scope)),*).await);
                plan.apply(&mut answer);
                call.place(&mut answer);
                answer
            }
        }
    };
}

macro_rules! runs {
    ($name:ident $with_body:ident: $($arguments:tt)*) => {
        run! { no_body $name: $($arguments)* }
        run! { read_body $with_body: $($arguments)* }
    };
}

runs!(run_1 run_1_with_body: plan_1 P1 value_1);
runs!(run_2 run_2_with_body: plan_1 P1 value_1, plan_2 P2 value_2);
runs!(run_3 run_3_with_body: plan_1 P1 value_1, plan_2 P2 value_2, plan_3 P3 value_3);
runs!(run_4 run_4_with_body: plan_1 P1 value_1, plan_2 P2 value_2, plan_3 P3 value_3, plan_4 P4 value_4);
runs!(run_5 run_5_with_body: plan_1 P1 value_1, plan_2 P2 value_2, plan_3 P3 value_3, plan_4 P4 value_4, plan_5 P5 value_5);
runs!(run_6 run_6_with_body: plan_1 P1 value_1, plan_2 P2 value_2, plan_3 P3 value_3, plan_4 P4 value_4, plan_5 P5 value_5, plan_6 P6 value_6);
runs!(run_7 run_7_with_body: plan_1 P1 value_1, plan_2 P2 value_2, plan_3 P3 value_3, plan_4 P4 value_4, plan_5 P5 value_5, plan_6 P6 value_6, plan_7 P7 value_7);
runs!(run_8 run_8_with_body: plan_1 P1 value_1, plan_2 P2 value_2, plan_3 P3 value_3, plan_4 P4 value_4, plan_5 P5 value_5, plan_6 P6 value_6, plan_7 P7 value_7, plan_8 P8 value_8);
