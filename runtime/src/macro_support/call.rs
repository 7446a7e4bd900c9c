//! The way of one request through a route's glue: extraction in its order, faults gathered, the function's answer.
//!
//! [`Frame`] owns the request while a route runs, and [`Call`] fetches its arguments from it.

use std::any::Any;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::StatusCode;
use pin_project_lite::pin_project;

use super::fetch::Wanted;
use crate::app::Scope;
use crate::body::{Body, ReadError};
use crate::extract::{BodyInput, Extraction, FromBody, FromRequest, FromValues, Rejection, Source};
use crate::model::Check;
use crate::openapi::Operation;
use crate::problem::{ApiError, Fault, Faults, Location, Place, Problem};
use crate::request::{Request, Whole};
use crate::response::{IntoResponse, Response, place};

/// How much of a body is still read, for the sake of a complete answer, once the head is at fault.
const FAULTY_HEAD_BODY_LIMIT_BYTES: u64 = 64 * 1024;

/// The request, owned by a route's glue so that arguments may borrow from it.
#[derive(Debug)]
pub struct Frame {
    request: Request,
}

impl Frame {
    /// Takes the request.
    pub fn new(request: Request) -> Self {
        Self { request }
    }

    /// Completes a link in the `Location` of the function's answer.
    pub(super) fn place(&self, response: &mut Response) {
        place(response, &self.request);
    }

    /// What fetches the arguments.
    pub fn call<'r, S>(&'r mut self, scope: &'r Scope<S>) -> Call<'r, 'r, S> {
        let Whole { head, body, cache } = &mut *self.request.whole;
        Call {
            cx: Cx::Own(Extraction::new(head, &scope.state, Some(&scope.tasks), cache)),
            body: Some(body),
            body_limit_bytes: scope.body_limit_bytes,
            faults: Faults::new(),
            refused: None,
            ended: None,
        }
    }
}

/// Fetches arguments, one after the other, and gathers what is wrong with them.
#[derive(Debug)]
pub struct Call<'c, 'r, S> {
    cx: Cx<'c, 'r, S>,
    /// Until it is taken.
    body: Option<&'r mut Body>,
    body_limit_bytes: u64,
    faults: Faults,
    /// The first refusal of an extractor that ran beside others; faults of shape go before it.
    refused: Option<Box<Problem>>,
    /// What has ended it, though nobody was told yet.
    ended: Option<Refused>,
}

#[derive(Debug)]
enum Cx<'c, 'r, S> {
    Own(Extraction<'r, S>),
    Lent(&'c mut Extraction<'r, S>),
}

/// Why the function does not run: the answer instead of its own.
#[derive(Debug)]
pub struct Refused(Box<Rejection>);

impl Refused {
    fn from_error(error: impl ApiError) -> Self {
        Rejection::refused(error).into()
    }

    /// See [`Call::incomplete`].
    #[cold]
    pub(super) fn incomplete() -> Self {
        Self::from_error(Problem::internal("an argument has no value, and no fault says why"))
    }

    /// The answer.
    pub fn into_response(self) -> Response {
        Problem::from(*self.0).into_response()
    }
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        Self(Box::new(rejection))
    }
}

impl From<Refused> for Rejection {
    fn from(refused: Refused) -> Self {
        *refused.0
    }
}

/// An extractor's value between the two passes: computed in the first, left for the second, or failed.
#[derive(Debug)]
pub struct Slot<T>(Option<T>);

impl<T> Slot<T> {
    pub(super) fn from_value(value: Option<T>) -> Self {
        Self(value)
    }

    pub(super) fn into_value(self) -> Option<T> {
        self.0
    }
}

impl<'c, 'r, S> Call<'c, 'r, S> {
    /// For an extractor, which fetches its arguments from the request that a route owns.
    pub fn within(cx: &'c mut Extraction<'r, S>) -> Self {
        Self { cx: Cx::Lent(cx), body: None, body_limit_bytes: 0, faults: Faults::new(), refused: None, ended: None }
    }

    fn cx(&mut self) -> &mut Extraction<'r, S> {
        match &mut self.cx {
            Cx::Own(cx) => cx,
            Cx::Lent(cx) => cx,
        }
    }

    /// The first pass: an extractor that may answer 401 or 403 runs before anything else is looked at, and alone.
    ///
    /// # Errors
    ///
    /// Its rejection.
    pub async fn first<T: Asked<'r, S>>(&mut self) -> Result<Slot<T>, Refused>
    where
        S: Sync,
    {
        if !T::AUTH {
            return Ok(Slot(None));
        }
        match T::ask(self.cx()).await {
            Ok(value) => Ok(Slot(Some(value))),
            Err(rejection) => Err(rejection.unauthenticated(self.cx().head().challenge()).into()),
        }
    }

    /// The second pass: every other extractor, its faults gathered.
    pub async fn extract<T: Asked<'r, S>>(&mut self, slot: Slot<T>) -> Option<T>
    where
        S: Sync,
    {
        if slot.0.is_some() {
            return slot.0;
        }
        match T::ask(self.cx()).await {
            Ok(value) => Some(value),
            Err(rejection) => {
                match rejection.challenged(self.cx().head().challenge()).split() {
                    Ok(faults) => self.faults.append(faults),
                    Err(problem) => {
                        self.refused.get_or_insert(problem);
                    }
                }
                None
            }
        }
    }

    /// A named text value.
    pub fn value<T: FromValues<'r>>(&mut self, place: Place, name: &str) -> Option<T> {
        let source = Source::new(self.cx().head(), place);
        T::from_values(source, name, &mut self.faults)
    }

    /// A named text value with a default for where it is absent.
    pub fn value_or<T>(&mut self, place: Place, name: &str, default: impl FnOnce() -> T) -> Option<T>
    where
        Option<T>: FromValues<'r>,
    {
        self.value::<Option<T>>(place, name).map(|value| value.unwrap_or_else(default))
    }

    /// Where an argument's own rules note their faults.
    pub fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }

    /// Reads the body, at most as much as the route allows.
    ///
    /// # Errors
    ///
    /// 413 where it is longer, 400 where the client stopped in the middle.
    pub async fn read_body<'b, T: FromBody<'b>>(&mut self, limit_bytes: Option<u64>) -> Result<Bytes, Refused> {
        self.read(if T::STREAMS { Wanted::Stream } else { Wanted::Bytes }, limit_bytes).await
    }

    /// Reads as much of the body as is wanted.
    pub(super) async fn read(&mut self, wanted: Wanted, limit_bytes: Option<u64>) -> Result<Bytes, Refused> {
        match wanted {
            Wanted::Nothing => Ok(Bytes::new()),
            Wanted::Stream => {
                let limit_bytes = limit_bytes.unwrap_or(self.body_limit_bytes);
                if let Some(body) = &mut self.body {
                    **body = std::mem::take(*body).limited(limit_bytes);
                }
                Ok(Bytes::new())
            }
            Wanted::Bytes => self.read_whole(limit_bytes).await,
        }
    }

    async fn read_whole(&mut self, limit_bytes: Option<u64>) -> Result<Bytes, Refused> {
        self.refuse_strangers()?;
        let limit_bytes = limit_bytes.unwrap_or(self.body_limit_bytes);
        let at_fault = !self.faults.is_empty();
        let read_bytes = if at_fault { limit_bytes.min(FAULTY_HEAD_BODY_LIMIT_BYTES) } else { limit_bytes };
        match self.take_body().read(read_bytes).await {
            Ok(bytes) => Ok(bytes),
            // The head's faults are told without the body's.
            Err(_) if at_fault => Err(self.at_fault()),
            Err(error) => Err(Refused::from_error(unreadable(&error))),
        }
    }

    fn take_body(&mut self) -> Body {
        self.body.take().map(std::mem::take).unwrap_or_default()
    }

    /// The body as a value.
    ///
    /// # Errors
    ///
    /// 400 and 415, where it cannot be read as such at all.
    pub fn body<'b, T: FromBody<'b>>(&mut self, bytes: &'b Bytes) -> Result<Option<T>, Refused>
    where
        'r: 'b,
    {
        self.parse_body(bytes, true)
    }

    /// The body as a value, without running its type's rules.
    ///
    /// # Errors
    ///
    /// As [`body`](Self::body).
    pub fn body_unchecked<'b, T: FromBody<'b>>(&mut self, bytes: &'b Bytes) -> Result<Option<T>, Refused>
    where
        'r: 'b,
    {
        self.parse_body(bytes, false)
    }

    /// The same. What ends it is told by [`finished`](Self::finished).
    pub(super) fn body_or_refused<'b, T: FromBody<'b>>(&mut self, bytes: &'b Bytes, checked: bool) -> Option<T>
    where
        'r: 'b,
    {
        match self.parse_body(bytes, checked) {
            Ok(value) => value,
            Err(refused) => {
                self.ended = Some(refused);
                None
            }
        }
    }

    fn parse_body<'b, T: FromBody<'b>>(&mut self, bytes: &'b Bytes, checked: bool) -> Result<Option<T>, Refused>
    where
        'r: 'b,
    {
        if T::STREAMS {
            return Ok(T::from_stream(self.take_body()));
        }
        let headers = self.cx().head().headers();
        match T::from_body(BodyInput::new(headers, bytes, checked), &mut self.faults) {
            Ok(value) => Ok(value),
            Err(_) if !self.faults.is_empty() => Err(self.at_fault()),
            Err(problem) => Err(Refused::from_error(problem)),
        }
    }

    /// `#[validate]` on a body whose type's rules do not run by themselves.
    pub fn demand<T: Check>(&mut self, value: Option<&T>) {
        if let (Some(value), false) = (value, T::RUN_WITH_BODY) {
            value.check(&Location::root(Place::Body), &mut self.faults);
        }
    }

    /// All arguments have been looked at.
    ///
    /// # Errors
    ///
    /// All faults found; where there are none, the refusal of an extractor.
    pub fn finish(&mut self) -> Result<(), Refused> {
        self.refuse_strangers()?;
        if !self.faults.is_empty() {
            return Err(self.at_fault());
        }
        match self.refused.take() {
            Some(problem) => Err(Refused::from_error(problem)),
            None => Ok(()),
        }
    }

    /// All arguments have been looked at: where that is the end, the answer.
    pub(super) fn finished(&mut self) -> Option<Response> {
        match self.ended.take() {
            Some(refused) => Some(refused.into_response()),
            None => self.finish().err().map(Refused::into_response),
        }
    }

    /// Who may not be here is told that alone, and nothing of the request's shape.
    fn refuse_strangers(&mut self) -> Result<(), Refused> {
        let unknown = |fault: &Fault| fault.status == Some(401) && fault.place == Place::Header;
        if self.faults.iter().any(unknown) {
            self.faults.retain(unknown);
            return Err(self.at_fault());
        }
        match self.refused.take_if(|problem| matches!(problem.status().as_u16(), 401 | 403)) {
            Some(problem) => Err(Refused::from_error(problem)),
            None => Ok(()),
        }
    }

    /// The faults found so far, as the answer.
    fn at_fault(&mut self) -> Refused {
        Rejection::faults(std::mem::take(&mut self.faults)).into()
    }

    /// Completes a link in the `Location` of the function's answer.
    pub fn place(&mut self, response: &mut Response) {
        place(response, self.cx().head());
    }

    /// An argument without a value though nothing was noted: a `FromValues` or `FromBody` of someone's that breaks its word.
    pub fn incomplete(&self) -> Refused {
        Refused::incomplete()
    }
}

impl<'r, S> Call<'r, 'r, S> {
    /// For a middleware, which hands the request on afterwards.
    pub fn before(request: &'r mut Request, state: &'r S) -> Self {
        let Whole { head, cache, .. } = &mut *request.whole;
        let cx = Extraction::new(head, state, None, cache);
        Self { cx: Cx::Own(cx), body: None, body_limit_bytes: 0, faults: Faults::new(), refused: None, ended: None }
    }
}

fn unreadable(error: &ReadError) -> Problem {
    match error {
        ReadError::TooLarge { limit_bytes } => Problem::payload_too_large()
            .detail(format!("the body may have at most {limit_bytes} bytes"))
            .extension("limit", limit_bytes),
        ReadError::Broken(_) => Problem::bad_request().detail("the body ended too early or is no valid HTTP"),
    }
}

/// A route's glue. The one place where it must be `Send`.
// What it returns is opaque: of `F` the compiler would tell a second time, where it is returned, that it is not.
pub fn answer<F>(glue: F) -> impl Future<Output = Response> + Send
where
    F: Future<Output = Response> + Send,
{
    glue
}

/// The response of a layer that is a function; opaque, as for [`answer`]. What it returns is made a response apart from it, so that
/// of a type that is none the compiler tells there alone.
pub fn answered<T, F, R>(function: F, respond: R) -> impl Future<Output = Response> + Send
where
    F: Future<Output = T> + Send,
    R: Fn(T) -> Response + Send,
{
    Answered { function, respond }
}

pin_project! {
    /// A function's future, what it returns made its answer.
    // Not an `async fn`, which would keep the future twice: as its argument, and as what it awaits.
    struct Answered<F, R> {
        #[pin]
        function: F,
        respond: R,
    }
}

impl<T, F, R> Future for Answered<F, R>
where
    F: Future<Output = T>,
    R: Fn(T) -> Response,
{
    type Output = Response;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response> {
        let this = self.project();
        this.function.poll(cx).map(this.respond)
    }
}

/// The outcome of an extractor's glue. The one place where it must be `Send`.
// Not an `async fn`: that would leave it to the caller to find out whether it is `Send`, and to tell it a second time.
#[allow(clippy::manual_async_fn, reason = "see above")]
pub fn computed<T, F>(glue: F) -> impl Future<Output = Result<T, Rejection>> + Send
where
    F: Future<Output = Result<T, Refused>> + Send,
{
    async move { glue.await.map_err(Rejection::from) }
}

/// What an extractor computes can be shared by all who ask for it in one request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared by those who ask for it in one request",
    label = "must be `Clone`",
    note = "an extractor computes its value once per request: derive `Clone` on `{Self}` (behind an `Arc`, if it is large)"
)]
pub trait Shared: Clone + Any + Send + Sync {}

impl<T: Clone + Any + Send + Sync> Shared for T {}

/// What the request knows of `T` already: its value or its rejection.
pub fn known<T: Shared, S>(cx: &mut Extraction<'_, S>) -> Option<Result<T, Rejection>> {
    cx.cache().get::<T>()
}

/// What an extractor may ask for: any other one.
///
/// The bounds of a generated `FromRequest` do not name `FromRequest` itself: rustc takes the bound of a faulty type for one of
/// any type, and then mistakes it for the impl that is being written.
pub trait Asked<'r, S>: Sized + Send {
    /// [`FromRequest::AUTH`].
    const AUTH: bool;

    /// [`FromRequest::DEMANDS_AUTH`].
    const DEMANDS_AUTH: bool;

    /// [`FromRequest::from_request`].
    fn ask(cx: &mut Extraction<'r, S>) -> impl Future<Output = Result<Self, Rejection>> + Send;

    /// [`FromRequest::describe`].
    fn describe(operation: &mut Operation<'_>);
}

impl<'r, S, T: FromRequest<'r, S>> Asked<'r, S> for T {
    const AUTH: bool = T::AUTH;
    const DEMANDS_AUTH: bool = T::DEMANDS_AUTH;

    fn ask(cx: &mut Extraction<'r, S>) -> impl Future<Output = Result<Self, Rejection>> + Send {
        T::from_request(cx)
    }

    fn describe(operation: &mut Operation<'_>) {
        <T as FromRequest<'r, S>>::describe(operation);
    }
}

/// What a function computed, or the error that it answered with.
///
/// # Errors
///
/// The error's answer.
pub fn or_refused<T, E: ApiError>(result: Result<T, E>) -> Result<T, Refused> {
    result.map_err(Refused::from_error)
}

/// Keeps what was computed for the rest of the request.
///
/// # Errors
///
/// The rejection that was computed.
pub fn keep<T: Shared, S>(cx: &mut Extraction<'_, S>, computed: Result<T, Rejection>) -> Result<T, Rejection> {
    cx.cache().put(&computed);
    computed
}

/// The status that a route attribute names, for a plain success.
// In place: a response that is handed on is copied.
pub fn succeed_with(response: &mut Response, status: u16) {
    if response.status() == StatusCode::OK
        && let Ok(status) = StatusCode::from_u16(status)
    {
        *response.status_mut() = status;
    }
}
