//! What `#[model]`, `#[derive(State)]` and `#[derive(ApiError)]` write calls of.

use std::collections::{BTreeMap, HashMap};
use std::error::Error as StdError;
use std::marker::PhantomData;

use http::{HeaderName, HeaderValue, StatusCode};
use schemars::Schema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value as Json;

use super::checks::refuses;
use super::fetch::{self, InBody, Unread, Value, ValueOr};
use super::schema::{SchemaField, ValueSchema, part};
use crate::body::BoxError;
use crate::extract::{FromBody, FromValues, ParamError};
use crate::model::{Check, Element, Shape};
use crate::openapi::{Credentials, Operation, SchemaOf, Schemas, Statuses, Told};
use crate::problem::{ApiError, ErrorResponse, Faults, Location, Place, Problem};

/// What is known of a type without asking that it is: `Known::<T>::REQUIRED` is `false` for an `Option` under whatever name,
/// and [`Unknown`]'s `true` for all else.
///
/// An associated function of the type itself goes before one of a trait; that is all there is to it. It holds for types that
/// are written out, not for type parameters.
#[derive(Debug)]
pub struct Known<T: ?Sized>(PhantomData<T>);

/// What holds of a type of which nothing is known.
pub trait Unknown<T> {
    /// Whether a member of the type must be present.
    const REQUIRED: bool = true;

    /// Whether it is a list.
    const IS_LIST: bool = false;

    /// Whether it is a struct, of which a query can only be the whole.
    const IS_STRUCT: bool = false;

    /// Whether it is a value in any request.
    const IS_VALUE: bool = false;

    /// Whether it is one with a default for where it is absent.
    const IS_VALUE_OR: bool = false;

    /// Whether it is the body of any request.
    const IS_BODY: bool = false;

    /// Whether it is a map.
    const IS_MAP: bool = false;

    /// Whether an extractor with this error can answer 401 or 403.
    const REFUSES: bool = false;

    /// No default, or none that is known as JSON.
    fn default_json() -> Option<Json> {
        None
    }

    /// Whether what an extractor with this error reads says who is calling.
    const CREDENTIALS: Credentials = Credentials(false);

    /// What is no model has been told.
    const HAS_RULES: bool = true;

    /// No wire names.
    fn shape() -> Option<&'static Shape> {
        None
    }

    /// No rules, no statuses of theirs.
    fn rule_statuses(_: &mut Statuses) {}

    /// No schema in requests.
    fn input_schema(_: &mut Schemas) -> Option<Schema> {
        None
    }

    /// No schema in answers.
    fn output_schema(_: &mut Schemas) -> Option<Schema> {
        None
    }

    /// What is asked of a member's type that is no list: of `U`, which is `T` again, written out for the compiler to
    /// point at.
    fn part<U: SchemaField>() -> &'static SchemaOf {
        part::<U>()
    }

    /// No list.
    const LIST_SCHEMA: Option<ValueSchema> = None;

    /// No schema of a value inside.
    fn value_schema(_: &mut Schemas) -> Option<Schema> {
        None
    }

    /// Not to be fetched: that the type can be no value has been told.
    fn value(_: Place, _: &'static str) -> Unread<T>
    where
        T: Sized,
    {
        Unread::new()
    }

    /// Not to be fetched: that the type can be no value has been told.
    fn value_or(_: Place, _: &'static str, _: fn() -> T) -> Unread<T>
    where
        T: Sized,
    {
        Unread::new()
    }

    /// Not to be read: that the type can be no body has been told.
    fn body() -> Unread<T>
    where
        T: Sized,
    {
        Unread::new()
    }

    /// Not to be read: that the type can be no body has been told.
    fn body_unchecked() -> Unread<T>
    where
        T: Sized,
    {
        Unread::new()
    }

    /// Nothing to say of the argument: that the type can be no value has been told.
    fn describe_value(_: &mut Operation<'_>, _: Place, _: &str, _: &[Told]) {}

    /// Nothing to say of the argument: that the type can be no body has been told.
    fn describe_body(_: &mut Operation<'_>, _: &[Told]) {}

    /// Nothing to say of the answers: that the type can be none has been told.
    fn describe_written(_: &mut Operation<'_>, _: Option<Schema>) {}

    /// Nothing to say of the answers: that the type can be none has been told.
    fn describe_plain(_: &mut Operation<'_>, _: Option<Schema>) {}

    /// Nothing to say of an error: that the type can be none has been told.
    fn describe_error(_: &mut Operation<'_>) {}

    /// Nothing to tell the log.
    fn cause(_: T) -> Option<BoxError>
    where
        T: Sized,
    {
        None
    }

    /// No error.
    fn behind(_: &T) -> Option<&(dyn StdError + 'static)> {
        None
    }
}

impl<T> Unknown<T> for Known<T> {}

impl<T> Known<Option<T>> {
    /// An `Option` may be absent.
    pub const REQUIRED: bool = false;
}

impl<T> Known<Vec<T>> {
    /// It is one.
    pub const IS_LIST: bool = true;
}

impl<T> Known<Option<Vec<T>>> {
    /// There may be one.
    pub const IS_LIST: bool = true;
}

impl<T: FromValues<'static>> Known<T> {
    /// Whether it is a struct, of which a query can only be the whole.
    pub const IS_STRUCT: bool = T::WHOLE_QUERY;
}

impl<T: for<'x> FromValues<'x>> Known<T> {
    /// It is one.
    pub const IS_VALUE: bool = true;

    /// How it is fetched.
    pub fn value(place: Place, name: &'static str) -> Value<T> {
        fetch::value(place, name)
    }
}

impl<T> Known<T>
where
    Option<T>: for<'x> FromValues<'x>,
{
    /// It is one.
    pub const IS_VALUE_OR: bool = true;

    /// How it is fetched, with a default for where it is absent.
    pub fn value_or(place: Place, name: &'static str, default: fn() -> T) -> ValueOr<T, fn() -> T> {
        fetch::value_or(place, name, default)
    }
}

impl<T: for<'x> FromBody<'x>> Known<T> {
    /// It is one.
    pub const IS_BODY: bool = true;

    /// How it is read.
    pub fn body() -> InBody<T> {
        fetch::body(true)
    }

    /// How it is read, without running its type's rules.
    pub fn body_unchecked() -> InBody<T> {
        fetch::body(false)
    }
}

impl<T: FromValues<'static>> Known<T> {
    /// What the document says of the argument.
    pub fn describe_value(operation: &mut Operation<'_>, place: Place, name: &str, told: &[Told]) {
        operation.value_told::<T>(place, name, told);
    }
}

impl<T: FromBody<'static>> Known<T> {
    /// What the document says of the argument.
    pub fn describe_body(operation: &mut Operation<'_>, told: &[Told]) {
        operation.body_told::<T>(told);
    }
}

impl<K, V> Known<BTreeMap<K, V>> {
    /// It is one.
    pub const IS_MAP: bool = true;
}

impl<K, V, S> Known<HashMap<K, V, S>> {
    /// It is one.
    pub const IS_MAP: bool = true;
}

impl<T: Default + Serialize> Known<T> {
    /// The default as JSON.
    pub fn default_json() -> Option<Json> {
        // What is no number is null in JSON, and no value of a number's.
        serde_json::to_value(T::default()).ok().filter(|value| !value.is_null())
    }
}

impl<T: Element> Known<T> {
    /// The wire names of the type, or of what it is a container of.
    pub fn shape() -> Option<&'static Shape> {
        T::SHAPE
    }
}

impl<T: Check> Known<T> {
    /// Whether the type has rules.
    pub const HAS_RULES: bool = T::HAS_RULES;

    /// The statuses that the type's rules name.
    pub fn rule_statuses(statuses: &mut Statuses) {
        T::statuses(statuses);
    }
}

impl<T: ApiError> Known<T> {
    /// Whether what an extractor with this error reads says who is calling.
    pub const CREDENTIALS: Credentials = Credentials(answers_401(T::RESPONSES));

    /// What the document says of the error.
    pub fn describe_error(operation: &mut Operation<'_>) {
        operation.answers(T::describe);
    }

    /// Whether an extractor with this error can answer 401 or 403.
    pub const REFUSES: bool = refuses::<T>();
}

impl<T: Into<BoxError>> Known<T> {
    /// What the log is told.
    pub fn cause(value: T) -> Option<BoxError> {
        Some(value.into())
    }
}

impl<T: StdError + 'static> Known<T> {
    /// The value as the error behind another.
    pub fn behind(value: &T) -> Option<&(dyn StdError + 'static)> {
        Some(value)
    }
}

const fn answers_401(responses: &[ErrorResponse]) -> bool {
    let mut rest = responses;
    while let [first, after @ ..] = rest {
        if first.status == 401 {
            return true;
        }
        rest = after;
    }
    false
}

/// What a field marked `#[from]` or `#[source]` must be.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error that could stand behind another",
    label = "not an error",
    note = "what is marked `#[from]` or `#[source]` implements `std::error::Error` and goes from thread to thread: `Send + Sync + 'static`"
)]
pub trait Cause {
    /// For the log.
    fn into_cause(self) -> BoxError;
}

impl<T: Into<BoxError>> Cause for T {
    fn into_cause(self) -> BoxError {
        self.into()
    }
}

/// A value made from a parameter's text, if it keeps its type's rules.
pub fn checked<T: Check>(value: T) -> Result<T, ParamError> {
    if !T::HAS_RULES {
        return Ok(value);
    }
    let mut faults = Faults::new();
    value.check(&Location::root(Place::Path), &mut faults);
    match faults.iter().next() {
        Some(fault) => Err(ParamError::rule(fault)),
        None => Ok(value),
    }
}

/// A value made from another one, as serde's `from` and `try_from` say. The error is dropped: it may repeat the text.
pub fn converted<U, T: TryFrom<U> + Check>(value: U) -> Result<T, ParamError> {
    checked(T::try_from(value).map_err(|_| ParamError::expected("a valid value"))?)
}

/// Reads what is there, so that `None` is left for what is absent: an `Option<Option<T>>` tells absent from null.
pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A value as a keyword of a schema; null where it is no JSON.
pub fn json_value<T: Serialize + ?Sized>(value: &T) -> Json {
    serde_json::to_value(value).unwrap_or_default()
}

/// A regular expression of the user's, for its text as a keyword of a schema. Its `text` is the expression's, and
/// [`NoRegexText`]'s for what is none.
#[derive(Debug)]
pub struct RegexText<'a, T>(pub &'a T);

impl<T: IsRegex> RegexText<'_, T> {
    /// The text.
    pub fn text(&self) -> String {
        self.0.regex().as_str().to_owned()
    }
}

/// What a rule takes for a regular expression.
pub trait IsRegex {
    /// The expression.
    fn regex(&self) -> &regex::Regex;
}

impl IsRegex for regex::Regex {
    fn regex(&self) -> &regex::Regex {
        self
    }
}

impl IsRegex for std::sync::LazyLock<regex::Regex> {
    fn regex(&self) -> &regex::Regex {
        self
    }
}

/// The text of what is no regular expression.
pub trait NoRegexText {
    /// Nothing.
    fn text(&self) -> String {
        String::new()
    }
}

impl<T> NoRegexText for RegexText<'_, T> {}

/// A field of the state goes from thread to thread.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the state: it cannot be sent to another thread",
    label = "not `Send + 'static`",
    note = "requests run on many threads: use types such as `Arc` and `Mutex`, which they can share"
)]
pub trait SendField {}

impl<T: Send + 'static> SendField for T {}

/// A field of the state is shared by threads; `SENT` is [`is_send`]'s answer, so that a type that is neither is told once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the state: threads cannot share it",
    label = "not `Sync`",
    note = "requests run on many threads: use types such as `Arc` and `Mutex`, which they can share"
)]
pub trait SyncField<const SENT: bool> {}

impl<T: Sync> SyncField<true> for T {}

/// Fails at a type that is not `Send`.
pub const fn is_send<T: SendField>() -> bool {
    true
}

/// Fails at a type that is not `Sync`, if it is `Send`.
pub const fn is_sync<T: SyncField<SENT>, const SENT: bool>() {}

/// What stands behind a pointer in the state goes from thread to thread.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the state: it cannot be sent to another thread",
    label = "not `Send`",
    note = "requests run on many threads: say that they share it, where the trait is defined, `trait …: Send + Sync`, or here, `dyn … + Send + Sync`"
)]
pub trait SendObject {}

impl<T: Send + ?Sized> SendObject for T {}

/// What stands behind a pointer in the state is shared by threads; `SENT` as for [`SyncField`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of the state: threads cannot share it",
    label = "not `Sync`",
    note = "requests run on many threads: say that they share it, where the trait is defined, `trait …: Send + Sync`, or here, `dyn … + Send + Sync`"
)]
pub trait SyncObject<const SENT: bool> {}

impl<T: Sync + ?Sized> SyncObject<true> for T {}

/// Fails at a trait object that is not `Send`.
pub const fn is_send_object<T: SendObject + ?Sized>() -> bool {
    true
}

/// Fails at a trait object that is not `Sync`, if it is `Send`.
pub const fn is_sync_object<T: SyncObject<SENT> + ?Sized, const SENT: bool>() {}

/// The type of a field that is read from requests.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a `#[model]`: it cannot be read",
    label = "cannot be read",
    note = "put `#[model]` on the type (one with `#[model(output)]` is never read), or `#[model(output)]` on this one",
    note = "what serde and schemars say below goes away with it"
)]
pub trait ReadField {}

#[diagnostic::do_not_recommend]
impl<T: Deserialize<'static>> ReadField for T {}

/// The type of a field that is written into answers; `READ` is [`is_read`]'s answer, so that a type that is neither is told once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a `#[model]`: it cannot be written",
    label = "cannot be written",
    note = "put `#[model]` on the type (one with `#[model(input)]` is never written), or `#[model(input)]` on this one",
    note = "what serde and schemars say below goes away with it"
)]
pub trait WrittenField<const READ: bool> {}

#[diagnostic::do_not_recommend]
impl<T: Serialize> WrittenField<true> for T {}

/// Fails at a type that cannot be read.
pub const fn is_read<T: ReadField>() -> bool {
    true
}

/// Fails at a type that cannot be written, if it can be read.
pub const fn is_written<T: WrittenField<READ>, const READ: bool>() {}

/// A problem with this status, 400 to 999.
pub fn problem(status: u16) -> Problem {
    Problem::new(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The problem with a header; a value that cannot stand in one, such as text with a line break, is left out.
pub fn with_header(problem: Problem, name: &'static str, value: String) -> Problem {
    match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::try_from(value)) {
        (Ok(name), Ok(value)) => problem.header(name, value),
        _ => problem,
    }
}

/// The problem with its cause, if there is one.
pub fn caused_by(problem: Problem, cause: Option<BoxError>) -> Problem {
    match cause {
        Some(cause) => problem.source(cause),
        None => problem,
    }
}

/// How many responses there are in all parts.
pub const fn count_responses(parts: &[&[ErrorResponse]]) -> usize {
    let mut count = 0;
    let mut part = 0;
    while part < parts.len() {
        count += parts[part].len();
        part += 1;
    }
    count
}

/// The responses of all parts in one array, whose length is [`count_responses`].
pub const fn join_responses<const COUNT: usize>(parts: &[&[ErrorResponse]]) -> [ErrorResponse; COUNT] {
    let mut all = [ErrorResponse::new(500, "", ""); COUNT];
    let (mut next, mut part) = (0, 0);
    while part < parts.len() {
        let mut index = 0;
        while index < parts[part].len() {
            all[next] = parts[part][index];
            next += 1;
            index += 1;
        }
        part += 1;
    }
    all
}
