//! Arguments: what a request's parts become before a handler sees them.
//!
//! - [`FromParam`] reads one value from its text, [`FromValues`] an argument from the values a request has under a name.
//! - [`FromBody`] reads the body.
//! - [`FromRequest`] computes anything else: `#[extractor]` writes it from a function, or you write it by hand.
//!
//! [`Extraction`] is what an extractor works on: the request's head, the application's state, and the values computed so far.

mod auth;
mod body;
mod cache;
mod extension;
mod param;
mod parts;
mod rejection;
mod structs;
mod values;

use std::future::Future;

pub use self::auth::{Authorization, Basic, Bearer, Scheme};
pub use self::body::{BodyInput, FromBody, Json};
pub use self::cache::Cache;
pub use self::extension::Extension;
pub use self::param::{FromParam, ParamError, from_str};
pub use self::rejection::Rejection;
pub use self::structs::struct_from_values;
pub use self::values::{FromValues, NotText, Source};
use crate::openapi::Operation;
use crate::request::Head;
use crate::serve::Tasks;

/// A value computed from a request: what an argument without an attribute and without a place in the path may be.
///
/// The request's own parts are extractors too: `&Head`, `&HeaderMap`, `Method`, `&Uri`, `Version`, `&Matched`, `RequestId`.
///
/// `#[extractor]` implements it for the type its function returns, and then a request computes the value once, however many
/// arguments, extractors and middleware ask for it. By hand it may borrow from the request:
///
/// ```
/// use cepa::extract::{Extraction, FromRequest, Rejection};
///
/// struct UserAgent<'r>(&'r str);
///
/// impl<'r, S: cepa::State> FromRequest<'r, S> for UserAgent<'r> {
///     async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
///         let value = cx.head().headers().get("user-agent").and_then(|value| value.to_str().ok());
///         Ok(UserAgent(value.unwrap_or_default()))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no extractor",
    label = "where does this argument come from?",
    note = "a value from the path is named in it: `{{name}}`; others are marked `#[query]`, `#[header]`, `#[cookie]`, `#[body]` or `#[state]`",
    note = "to compute it from the request, write a function marked `#[extractor]` that returns `{Self}`; by hand it is `impl<'r, S: State> FromRequest<'r, S>`, for any state"
)]
pub trait FromRequest<'r, S>: Sized + Send {
    /// Whether it can answer 401 or 403: such extractors run first, and alone, so that a stranger learns nothing of the
    /// request's shape.
    const AUTH: bool = false;

    /// Whether a request without credentials is refused: the routes that ask for it are listed so.
    ///
    /// An `Option` of an extractor that can answer 401 does not demand what it may do without.
    const DEMANDS_AUTH: bool = Self::AUTH;

    /// Computes the value.
    fn from_request(cx: &mut Extraction<'r, S>) -> impl Future<Output = Result<Self, Rejection>> + Send;

    /// What the document says: what is taken from the request, and what may be answered in place of the handler. Nothing unless
    /// said.
    fn describe(operation: &mut Operation<'_>) {
        let _ = operation;
    }
}

/// What an extractor works on.
#[derive(Debug)]
pub struct Extraction<'r, S> {
    head: &'r Head,
    state: &'r S,
    /// None in middleware, which is given the state alone.
    tasks: Option<&'r Tasks>,
    cache: &'r mut Cache,
}

impl<'r, S> Extraction<'r, S> {
    pub(crate) fn new(head: &'r Head, state: &'r S, tasks: Option<&'r Tasks>, cache: &'r mut Cache) -> Self {
        Self { head, state, tasks, cache }
    }

    /// The request without its body.
    pub fn head(&self) -> &'r Head {
        self.head
    }

    pub(super) fn tasks(&self) -> Option<&'r Tasks> {
        self.tasks
    }

    /// The application's state.
    pub fn state(&self) -> &'r S {
        self.state
    }

    /// The value of another extractor.
    ///
    /// # Errors
    ///
    /// Its rejection.
    // No `async fn`: that its future is `Send` is said here, as rustc cannot find it out where the caller's state is generic
    // (rust-lang/rust#100013).
    pub fn get<T: FromRequest<'r, S>>(&mut self) -> impl Future<Output = Result<T, Rejection>> + Send
    where
        S: Sync,
    {
        T::from_request(self)
    }

    pub(crate) fn cache(&mut self) -> &mut Cache {
        self.cache
    }
}

/// `None` where nothing was given; what was given and is wrong stays an error.
impl<'r, S: Sync, T: FromRequest<'r, S>> FromRequest<'r, S> for Option<T> {
    const AUTH: bool = T::AUTH;
    const DEMANDS_AUTH: bool = false;

    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        match T::from_request(cx).await {
            Ok(value) => Ok(Some(value)),
            Err(rejection) if rejection.is_absent() => Ok(None),
            Err(rejection) => Err(rejection),
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.optional(T::describe);
    }
}

/// Hands the rejection to the handler.
impl<'r, S: Sync, T: FromRequest<'r, S>> FromRequest<'r, S> for Result<T, Rejection> {
    const AUTH: bool = T::AUTH;
    const DEMANDS_AUTH: bool = false;

    async fn from_request(cx: &mut Extraction<'r, S>) -> Result<Self, Rejection> {
        Ok(T::from_request(cx).await)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.unanswered(T::describe);
    }
}
