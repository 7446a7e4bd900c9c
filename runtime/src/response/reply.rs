//! A return type taken apart: status and headers on one side, the value to write on the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Json;
use crate::link::Link;
use crate::problem::{ApiError, Problem};

/// A return type that a decorator such as `#[json]` can write.
///
/// `#[model]` implements it, and it goes through `Option` (404 for `None`), `Result`, [`Created`](struct@super::Created) and the
/// like. For a plain serde type return [`Json<T>`](Json).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value that an answer can carry",
    label = "not a value of this API",
    note = "put `#[model]` on the type, or return `Json<{Self}>` for a plain serde type"
)]
pub trait Reply: Sized {
    /// The value to write.
    type Value;

    /// Takes it apart.
    fn into_reply(self) -> Outcome<Self::Value>;
}

/// What a handler's return value says: a value with a status and headers, no content, or a problem.
#[derive(Debug)]
pub struct Outcome<T> {
    pub(super) content: Content<T>,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// The link in `Location`, to be completed.
    pub(super) link: Option<Link>,
}

#[derive(Debug)]
pub(super) enum Content<T> {
    Value(T),
    Nothing,
    Problem(Box<Problem>),
}

impl<T> Outcome<T> {
    /// A value, with status 200.
    pub fn value(value: T) -> Self {
        Self::with(Content::Value(value), StatusCode::OK)
    }

    /// No content, with status 204.
    pub fn nothing() -> Self {
        Self::with(Content::Nothing, StatusCode::NO_CONTENT)
    }

    /// An error.
    pub fn problem(problem: Problem) -> Self {
        Self::with(Content::Problem(Box::new(problem)), StatusCode::OK)
    }

    fn with(content: Content<T>, status: StatusCode) -> Self {
        Self { content, status, headers: HeaderMap::new(), link: None }
    }

    /// Another status for a value; a problem keeps its own.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The headers to send beside the value.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }
}

impl<T: Reply> Reply for Option<T> {
    type Value = T::Value;

    fn into_reply(self) -> Outcome<T::Value> {
        match self {
            Some(value) => value.into_reply(),
            None => Outcome::problem(Problem::not_found()),
        }
    }
}

impl<T: Reply, E: ApiError> Reply for Result<T, E> {
    type Value = T::Value;

    fn into_reply(self) -> Outcome<T::Value> {
        match self {
            Ok(value) => value.into_reply(),
            Err(error) => Outcome::problem(error.into_problem()),
        }
    }
}

impl<T> Reply for Json<T> {
    type Value = T;

    fn into_reply(self) -> Outcome<T> {
        Outcome::value(self.0)
    }
}

/// 200 without a body.
impl Reply for () {
    type Value = ();

    fn into_reply(self) -> Outcome<()> {
        Outcome::nothing().status(StatusCode::OK)
    }
}

/// Values that are written as they are.
macro_rules! plain_values {
    ($([$($generics:tt)*] $type:ty),* $(,)?) => {$(
        impl<$($generics)*> Reply for $type {
            type Value = Self;

            fn into_reply(self) -> Outcome<Self> {
                Outcome::value(self)
            }
        }
    )*};
}

plain_values! {
    [] u8, [] u16, [] u32, [] u64, [] u128, [] usize,
    [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
    [] f32, [] f64, [] bool, [] char,
    [] String, [] &'static str, [] Cow<'static, str>, [] Bytes, [] &'static [u8],
    [] serde_json::Value,
    [T] Vec<T>, [T] Box<[T]>, [T, const N: usize] [T; N],
    [K, V, H] HashMap<K, V, H>, [K, V] BTreeMap<K, V>,
    [T] std::sync::Arc<T>, [T] Box<T>,
    [A, B] (A, B), [A, B, C] (A, B, C),
}
