//! The way of one request through a route whose arguments borrow nothing from it: one call, which is all that its glue consists
//! of. For the compiler that is much less work than the same way written out in every route.

use std::future::Future;
use std::marker::PhantomData;

use bytes::Bytes;
use schemars::Schema;

use super::call::{Asked, Call, Frame, Refused, Slot, succeed_with};
use crate::app::Provide;
use crate::extract::{FromBody, FromValues};
use crate::handler::{BoxFuture, RouteTask};
use crate::openapi::{Operation, Schemas, Told};
use crate::problem::{Faults, Location, Place};
use crate::response::{Response, place};
use crate::validate::{self, Length, LengthBounds, Range, RangeBounds};

/// What a route's attributes say of its run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How long a body may be, where it is not what the application says.
    pub limit_bytes: Option<u64>,
    /// The status of a plain success.
    pub status: Option<u16>,
}

impl Plan {
    /// Where they say nothing.
    pub const PLAIN: Self = Self { limit_bytes: None, status: None };

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

/// A named text value.
pub fn value<T>(place: Place, name: &'static str) -> Value<T> {
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
    fn head<'f>(&self, _: Option<T>, call: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<T>> + Send {
        std::future::ready(call.value::<T>(self.place, self.name))
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        operation.value_with::<T>(self.place, self.name, |parameter| parameter.tell(told));
    }
}

/// A named text value with a default; see [`Known`](super::Known).
#[derive(Debug)]
pub struct ValueOr<T> {
    value: Value<T>,
    // A pointer, so that the type is the same for all defaults: what the compiler finds out of it holds for every route.
    default: fn() -> T,
}

/// A named text value with a default for where it is absent.
pub fn value_or<T>(place: Place, name: &'static str, default: fn() -> T) -> ValueOr<T> {
    ValueOr { value: value(place, name), default }
}

impl<T> Located for ValueOr<T> {
    type Ruled = T;

    fn place(&self) -> Place {
        self.value.place
    }

    fn key(&self) -> Option<&'static str> {
        Some(self.value.name)
    }
}

impl<S: Sync, T: Send> Fetch<S> for ValueOr<T>
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
        std::future::ready(call.value_or::<T>(self.value.place, self.value.name, self.default))
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        operation.value_with::<Option<T>>(self.value.place, self.value.name, |parameter| parameter.tell(told));
    }
}

/// A named text value with a number for where it is absent; see [`number_or`].
#[derive(Debug)]
pub struct NumberOr<T> {
    value: Value<T>,
    default: T,
}

/// A named text value with a number for where it is absent.
pub fn number_or<T>(place: Place, name: &'static str, default: T) -> NumberOr<T> {
    NumberOr { value: value(place, name), default }
}

impl<T> Located for NumberOr<T> {
    type Ruled = T;

    fn place(&self) -> Place {
        self.value.place
    }

    fn key(&self) -> Option<&'static str> {
        Some(self.value.name)
    }
}

impl<S: Sync, T: Copy + Send + Sync> Fetch<S> for NumberOr<T>
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
        std::future::ready(call.value_or::<T>(self.value.place, self.value.name, || self.default))
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        operation.value_with::<Option<T>>(self.value.place, self.value.name, |parameter| parameter.tell(told));
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
    fn head<'f>(&self, value: Option<T>, _: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<T>> + Send {
        std::future::ready(value)
    }

    #[inline]
    fn body<'f>(&self, _: Option<T>, call: &mut Call<'f, 'f, S>, bytes: &'f Bytes) -> Result<Option<T>, Refused> {
        call.parse_body(bytes, self.checked)
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
    fn head<'f>(&self, value: Option<T>, _: &mut Call<'f, 'f, S>) -> impl Future<Output = Option<T>> + Send {
        std::future::ready(value)
    }

    #[inline]
    fn give(&self, value: T, _: &S) -> T {
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
    fn give(&self, value: T, _: &S) -> T {
        value
    }

    fn describe(&self, operation: &mut Operation<'_>, _: &[Told]) {
        operation.extractor::<T, S>();
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
    fn give<'r>(&self, (): (), state: &'r S) -> &'r T {
        state.provide()
    }
}

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

    async fn head<'f>(&self, value: Option<A::Ruled>, call: &mut Call<'f, 'f, S>) -> Option<A::Ruled> {
        let value = self.argument.head(value, call).await;
        self.check(value.as_ref(), call);
        value
    }

    #[inline]
    fn body<'f>(
        &self,
        value: Option<A::Ruled>,
        call: &mut Call<'f, 'f, S>,
        bytes: &'f Bytes,
    ) -> Result<Option<A::Ruled>, Refused> {
        if A::WANTED == Wanted::Nothing {
            return Ok(value);
        }
        let value = self.argument.body(value, call, bytes)?;
        self.check(value.as_ref(), call);
        Ok(value)
    }

    #[inline]
    fn give<'r>(&self, value: A::Ruled, state: &'r S) -> A::Given<'r> {
        self.argument.give(value, state)
    }

    fn describe(&self, operation: &mut Operation<'_>, told: &[Told]) {
        self.argument.describe(operation, told);
    }
}

/// What the document says of a route, beside what the types of its arguments say.
#[derive(Clone, Copy)]
pub struct Description {
    /// Of each argument, as far as anything is told.
    pub arguments: &'static [&'static [Told]],
    /// The schema of the value inside the return type.
    pub schema: fn(&mut Schemas) -> Option<Schema>,
    /// What the function answers.
    pub answers: fn(&mut Operation<'_>, Option<Schema>),
}

impl std::fmt::Debug for Description {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Description")
    }
}

impl Description {
    fn told(&self, index: usize) -> &'static [Told] {
        self.arguments.get(index).copied().unwrap_or_default()
    }

    /// What the function answers.
    pub fn describe_answers(&self, operation: &mut Operation<'_>) {
        let schema = (self.schema)(operation.schemas());
        (self.answers)(operation, schema);
    }
}

/// Of a return type without a name nothing is known.
pub fn describe_anything(operation: &mut Operation<'_>, _: Option<Schema>) {
    operation.answers(|answers| answers.anything());
}

/// Runs or describes a function that takes nothing of the request.
pub fn run_0<'r, S, F, T, O>(
    asked: RouteTask<'r, '_, S>,
    plan: Plan,
    description: Description,
    function: F,
    respond: fn(O) -> Response,
) -> Option<BoxFuture<'r>>
where
    F: FnOnce() -> T + Send + 'r,
    T: Future<Output = O> + Send + 'r,
    O: 'r,
{
    let request = match asked {
        RouteTask::Run(request, _) => request,
        RouteTask::Describe(operation) => {
            description.describe_answers(operation);
            return None;
        }
    };
    // In its place from the start: `Box::pin` would move it there.
    let room = Box::new_uninit();
    let future = Box::write(room, async move {
        let mut answer = respond(function().await);
        plan.apply(&mut answer);
        place(&mut answer, &request);
        answer
    });
    Some(Box::into_pin(future))
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
    ($body:ident $name:ident: $($plan:ident $Plan:ident $value:ident $index:literal),*) => {
        /// Runs or describes a function with as many arguments as the name says.
        #[allow(clippy::too_many_arguments, reason = "as many as the function has, and what goes with them")]
        pub fn $name<'r, S, $($Plan,)* F, T, O>(
            asked: RouteTask<'r, '_, S>,
            plan: Plan,
            description: Description,
            $($plan: $Plan,)*
            function: F,
            respond: fn(O) -> Response,
        ) -> Option<BoxFuture<'r>>
        where
            S: Send + Sync,
            $($Plan: Fetch<S> + Send + Sync + 'r,)*
            F: FnOnce($($Plan::Given<'r>),*) -> T + Send + 'r,
            T: Future<Output = O> + Send + 'r,
            O: 'r,
        {
            let (request, scope) = match asked {
                RouteTask::Run(request, scope) => (request, scope),
                RouteTask::Describe(operation) => {
                    $($plan.describe(operation, description.told($index));)*
                    description.describe_answers(operation);
                    return None;
                }
            };
            let room = Box::new_uninit();
            let future = Box::write(room, async move {
                let mut frame = Frame::new(request);
                let state = scope.state;
                let mut call = frame.call_in(scope);
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
                let mut answer = respond(function($($plan.give($value, state)),*).await);
                plan.apply(&mut answer);
                call.place(&mut answer);
                answer
            });
            Some(Box::into_pin(future))
        }
    };
}

macro_rules! runs {
    ($name:ident $with_body:ident: $($arguments:tt)*) => {
        run! { no_body $name: $($arguments)* }
        run! { read_body $with_body: $($arguments)* }
    };
}

runs!(run_1 run_1_with_body: plan_1 P1 value_1 0);
runs!(run_2 run_2_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1);
runs!(run_3 run_3_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2);
runs!(run_4 run_4_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3);
runs!(run_5 run_5_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4);
runs!(run_6 run_6_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4, plan_6 P6 value_6 5);
runs!(run_7 run_7_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4, plan_6 P6 value_6 5, plan_7 P7 value_7 6);
runs!(run_8 run_8_with_body: plan_1 P1 value_1 0, plan_2 P2 value_2 1, plan_3 P3 value_3 2, plan_4 P4 value_4 3, plan_5 P5 value_5 4, plan_6 P6 value_6 5, plan_7 P7 value_7 6, plan_8 P8 value_8 7);
