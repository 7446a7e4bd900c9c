//! One value from its text: path parameters, query values, header values, cookies.
//!
//! | type | accepts |
//! |---|---|
//! | `&str`, `String`, `Cow<str>` | any text |
//! | `u8` … `u128`, `usize`, `i8` … `i128`, `isize` | decimal digits, with a leading `-` where signed |
//! | `f32`, `f64` | a decimal number, with or without exponent; not `inf`, not `NaN` |
//! | `bool` | `true` and `false` |
//! | `char` | exactly one character |
//! | an enum made by `#[model]` | the wire name of one of its variants |
//! | a newtype made by `#[model]` | what its field accepts, within its rules |
//! | `Uuid` (feature `uuid`), `jiff` types (feature `jiff`), `Decimal` (feature `decimal`) | their usual text form |

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::openapi::Parameter;
use crate::problem::{Fault, Location};

/// A type that one text value of a request can be read as.
///
/// A type of your own takes one line, with its [`FromStr`]:
///
/// ```
/// # use cepa::extract::{FromParam, ParamError, from_str};
/// # struct Sku;
/// # impl std::str::FromStr for Sku { type Err = (); fn from_str(_: &str) -> Result<Self, ()> { Ok(Sku) } }
/// impl FromParam<'_> for Sku {
///     fn from_param(text: &str) -> Result<Self, ParamError> { from_str(text, "a stock number") }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a path, a query, a header or a cookie",
    label = "no text form",
    note = "put `#[model]` on an enum of plain names or on a newtype, or write `impl cepa::extract::FromParam<'_> for {Self}`"
)]
pub trait FromParam<'r>: Sized {
    /// Reads the value.
    ///
    /// # Errors
    ///
    /// What the text should have been; never the text itself.
    fn from_param(text: &'r str) -> Result<Self, ParamError>;

    /// What the document says of the text; any text unless said otherwise.
    fn describe(parameter: &mut Parameter<'_>) {
        let _ = parameter;
    }
}

/// Why a text is no value of a type. It says what was expected and never holds the text.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamError {
    code: Cow<'static, str>,
    detail: Cow<'static, str>,
    params: Vec<(Cow<'static, str>, Value)>,
    status: Option<u16>,
}

impl ParamError {
    /// The text has the wrong form: "must be `expected`".
    pub fn expected(expected: impl fmt::Display) -> Self {
        Self { code: "type".into(), detail: format!("must be {expected}").into(), params: Vec::new(), status: None }
    }

    /// The text is none of the names an enum has.
    pub fn one_of(names: &[&'static str]) -> Self {
        let list: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        Self {
            code: "enum".into(),
            detail: format!("must be one of {}", list.join(", ")).into(),
            params: vec![("expected".into(), names.to_vec().into())],
            status: None,
        }
    }

    /// There is no value, and there must be one.
    pub(super) fn missing() -> Self {
        Self { code: "required".into(), detail: "is missing".into(), params: Vec::new(), status: None }
    }

    /// The value is no text.
    pub(super) fn not_text() -> Self {
        Self::expected("UTF-8 text")
    }

    /// Nothing of this name is known here.
    pub(super) fn unknown() -> Self {
        Self { code: "unknown".into(), detail: "is not known here".into(), params: Vec::new(), status: None }
    }

    /// Several values where one is meant.
    pub(super) fn repeated() -> Self {
        Self { code: "repeated".into(), detail: "must be given only once".into(), params: Vec::new(), status: None }
    }

    /// The text has the right form but breaks a rule, as told by `fault`.
    pub fn rule(fault: &Fault) -> Self {
        Self {
            code: fault.code.clone(),
            detail: fault.detail.clone(),
            params: fault.params.clone(),
            status: fault.status,
        }
    }

    /// As a fault of the request.
    pub fn into_fault(self, at: &Location<'_>) -> Fault {
        let mut fault = Fault::new(at, self.code, self.detail).status(self.status);
        fault.params = self.params;
        fault
    }
}

impl fmt::Display for ParamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for ParamError {}

/// Reads a value by its [`FromStr`]; `expected` says what the text must be, such as `"a stock number"`.
///
/// # Errors
///
/// "must be `expected`" where `FromStr` fails.
pub fn from_str<T: FromStr>(text: &str, expected: &str) -> Result<T, ParamError> {
    text.parse().map_err(|_| ParamError::expected(expected))
}

impl<'r> FromParam<'r> for &'r str {
    fn from_param(text: &'r str) -> Result<Self, ParamError> {
        Ok(text)
    }
}

impl FromParam<'_> for String {
    fn from_param(text: &str) -> Result<Self, ParamError> {
        Ok(text.to_owned())
    }
}

impl<'r> FromParam<'r> for Cow<'r, str> {
    fn from_param(text: &'r str) -> Result<Self, ParamError> {
        Ok(Cow::Borrowed(text))
    }
}

macro_rules! from_integer {
    ($($type:ty),*) => {$(
        impl FromParam<'_> for $type {
            fn from_param(text: &str) -> Result<Self, ParamError> {
                // `FromStr` takes a leading `+`, which a form would have meant as a blank.
                if text.starts_with('+') {
                    return Err(whole_number(&<$type>::MIN, &<$type>::MAX));
                }
                text.parse().map_err(|_| whole_number(&<$type>::MIN, &<$type>::MAX))
            }

            fn describe(parameter: &mut Parameter<'_>) {
                parameter.schema_of::<Self>();
            }
        }
    )*};
}

from_integer!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

fn whole_number(min: &dyn fmt::Display, max: &dyn fmt::Display) -> ParamError {
    ParamError::expected(format_args!("a whole number between {min} and {max}"))
}

macro_rules! from_float {
    ($($type:ty),*) => {$(
        impl FromParam<'_> for $type {
            fn from_param(text: &str) -> Result<Self, ParamError> {
                match text.parse::<$type>() {
                    Ok(number) if number.is_finite() => Ok(number),
                    _ => Err(ParamError::expected("a number")),
                }
            }

            fn describe(parameter: &mut Parameter<'_>) {
                parameter.schema_of::<Self>();
            }
        }
    )*};
}

from_float!(f32, f64);

impl FromParam<'_> for bool {
    fn from_param(text: &str) -> Result<Self, ParamError> {
        from_str(text, "`true` or `false`")
    }

    fn describe(parameter: &mut Parameter<'_>) {
        parameter.schema_of::<Self>();
    }
}

impl FromParam<'_> for char {
    fn from_param(text: &str) -> Result<Self, ParamError> {
        from_str(text, "one character")
    }

    fn describe(parameter: &mut Parameter<'_>) {
        parameter.schema_of::<Self>();
    }
}

macro_rules! from_foreign {
    ($($feature:literal: $type:ty = $expected:literal),* $(,)?) => {$(
        #[cfg(feature = $feature)]
        impl FromParam<'_> for $type {
            fn from_param(text: &str) -> Result<Self, ParamError> {
                from_str(text, $expected)
            }

            fn describe(parameter: &mut Parameter<'_>) {
                parameter.schema_of::<Self>();
            }
        }
    )*};
}

from_foreign! {
    "uuid": uuid::Uuid = "a UUID",
    "jiff": jiff::Timestamp = "a timestamp such as `2026-01-31T12:00:00Z` (RFC 3339)",
    "jiff": jiff::Zoned = "a time with its zone such as `2026-01-31T12:00:00+01:00[Europe/Paris]` (RFC 9557)",
    "jiff": jiff::civil::Date = "a date such as `2026-01-31`",
    "jiff": jiff::civil::Time = "a time of day such as `12:00:00`",
    "jiff": jiff::civil::DateTime = "a date and time such as `2026-01-31T12:00:00`",
    "jiff": jiff::Span = "a duration such as `PT1H30M` (ISO 8601)",
    "jiff": jiff::SignedDuration = "a duration such as `PT1H30M` (ISO 8601)",
}

#[cfg(feature = "decimal")]
impl FromParam<'_> for rust_decimal::Decimal {
    fn from_param(text: &str) -> Result<Self, ParamError> {
        from_str(text, "a decimal number")
    }

    fn describe(parameter: &mut Parameter<'_>) {
        parameter.schema_of::<Self>();
        // In JSON it may be a number too, with an exponent.
        parameter.keyword("type", "string");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail<'r, T: FromParam<'r> + fmt::Debug>(text: &'r str) -> String {
        T::from_param(text).unwrap_err().to_string()
    }

    #[test]
    fn integers_are_plain_decimal() {
        assert_eq!(u8::from_param("255"), Ok(255));
        assert_eq!(i8::from_param("-128"), Ok(-128));
        for text in ["256", "-1", "+1", " 1", "1 ", "", "1_000", "0x1", "１"] {
            assert_eq!(detail::<u8>(text), "must be a whole number between 0 and 255", "{text:?}");
        }
    }

    #[test]
    fn floats_are_finite() {
        assert_eq!(f64::from_param("1e3"), Ok(1000.0));
        for text in ["inf", "NaN", "1e999", "", "1,5"] {
            assert_eq!(detail::<f64>(text), "must be a number", "{text:?}");
        }
    }

    #[test]
    fn the_text_is_never_repeated() {
        assert!(!detail::<bool>("hunter2").contains("hunter2"));
        assert!(!detail::<char>("hunter2").contains("hunter2"));
    }
}
