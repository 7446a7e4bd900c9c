//! A return type taken apart: status and headers on one side, the value to write on the other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Json;
use crate::link::Link;
use crate::openapi::Answers;
use crate::problem::{ApiError, Problem};

/// A return type that a decorator such as `#[json]` can write.
///
/// `#[model]` implements it, and it goes through `Option` (404 for `None`), `Result`, [`Created`](struct@super::Created) and the
/// like. For a plain serde type return [`Json<T>`](Json).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value that an answer can carry",
    label = "not a value of this API",
    note = "a type of yours is written with `#[model]` or `#[model(output)]` on it, not with `#[model(input)]`; for a plain serde type return `Json<…>`"
)]
pub trait Reply: Sized {
    /// The value to write.
    type Value;

    /// Takes it apart.
    fn into_reply(self) -> Outcome<Self::Value>;

    /// What the document says of the answer; 200 with the value, unless said otherwise.
    fn describe(answers: &mut Answers<'_>) {
        answers.value();
    }
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

    fn describe(answers: &mut Answers<'_>) {
        T::describe(answers);
        answers.problem(404, "There is none.");
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

    fn describe(answers: &mut Answers<'_>) {
        T::describe(answers);
        E::describe(answers);
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

    fn describe(answers: &mut Answers<'_>) {
        answers.empty(200);
    }
}

/// What a list, a map, a tuple or a pointer in an answer may hold: a value, or an `Option` of one.
///
/// `#[model]` implements it. An `Option` is no value itself: as an answer it means that there may be none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value that an answer can carry",
    label = "holds what is not a value of this API",
    note = "a type of yours is written with `#[model]` or `#[model(output)]` on it, not with `#[model(input)]`; for a plain serde type return `Json<…>` around the whole"
)]
pub trait Part {
    /// `Self`. It takes part in the type of the whole's value, so that where there is none, that alone is told.
    type This;
}

impl<T: Part<This = T>> Part for Option<T> {
    type This = Option<T::This>;
}

/// Values that are written as they are.
macro_rules! plain_values {
    ($([$($generics:tt)*] $type:ty),* $(,)?) => {
        plain_values! { @as $([$($generics)*] $type = $type;)* }
    };
    (@as $([$($generics:tt)*] $type:ty = $this:ty;)*) => {$(
        impl<$($generics)*> Reply for $type {
            type Value = $this;

            fn into_reply(self) -> Outcome<$this> {
                Outcome::value(self)
            }
        }

        impl<$($generics)*> Part for $type {
            type This = $this;
        }
    )*};
}

plain_values! {
    [] u8, [] u16, [] u32, [] u64, [] u128, [] usize,
    [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
    [] f32, [] f64, [] bool, [] char,
    [] String, ['r] &'r str, ['r] Cow<'r, str>, [] Bytes,
    [] serde_json::Value,
}

#[cfg(feature = "uuid")]
plain_values!([] uuid::Uuid);

#[cfg(feature = "decimal")]
plain_values!([] rust_decimal::Decimal);

#[cfg(feature = "jiff")]
plain_values! {
    [] jiff::Timestamp, [] jiff::Zoned, [] jiff::Span, [] jiff::SignedDuration,
    [] jiff::civil::Date, [] jiff::civil::Time, [] jiff::civil::DateTime,
}

plain_values! { @as
    ['r, T: Part<This = T>] &'r T = &'r T::This;
    ['r, T: Part<This = T>] &'r [T] = &'r [T::This];
    [T: Part<This = T>] Vec<T> = Vec<T::This>;
    [T: Part<This = T>] VecDeque<T> = VecDeque<T::This>;
    [T: Part<This = T>] LinkedList<T> = LinkedList<T::This>;
    [T: Part<This = T>] BTreeSet<T> = BTreeSet<T::This>;
    [T: Part<This = T>, H] HashSet<T, H> = HashSet<T::This, H>;
    [T: Part<This = T>] Box<[T]> = Box<[T::This]>;
    [T: Part<This = T>, const N: usize] [T; N] = [T::This; N];
    [K, V: Part<This = V>, H] HashMap<K, V, H> = HashMap<K, V::This, H>;
    [K, V: Part<This = V>] BTreeMap<K, V> = BTreeMap<K, V::This>;
    [T: Part<This = T>] Arc<T> = Arc<T::This>;
    [T: Part<This = T>] Box<T> = Box<T::This>;
    [A: Part<This = A>, B: Part<This = B>] (A, B) = (A::This, B::This);
    [A: Part<This = A>, B: Part<This = B>, C: Part<This = C>] (A, B, C) = (A::This, B::This, C::This);
}
