//! Why a typed parse stopped. Other people's messages hold values, so none of their text is kept.

use std::fmt::{self, Display};

use serde::de::{Error, Expected, Unexpected};

use super::words;

/// Why a type did not take what it was given.
///
/// The names in it come from the type (`&'static`), never from the body.
#[derive(Debug, Clone, Copy)]
pub(super) enum Refusal {
    /// A member that must be there is not.
    Missing(&'static str),
    /// A member that the type does not know; the ones it knows.
    Unknown(&'static [&'static str]),
    /// A member that stands twice.
    Duplicate(&'static str),
    /// A name that is none of these.
    Variant(&'static [&'static str]),
    /// Borrowed text was wanted, and escapes stand in the text.
    Borrow,
    /// Zero is not taken.
    Zero,
    /// A value of one of JSON's own kinds was wanted: what serde calls it.
    Wanted(&'static str),
    /// Anything else.
    Value,
    /// The faults are noted, but nothing can be put in the place of what was read.
    Out,
    /// The ledger has learned something: the pass is to be run again.
    Again,
    /// No room for more faults, or no visits left.
    Stop,
}

impl Error for Refusal {
    fn custom<T: Display>(_: T) -> Self {
        Self::Value
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::from_expected(expected)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::from_expected(expected)
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::Value
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::Variant(expected)
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::Unknown(expected)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::Duplicate(field)
    }
}

impl Refusal {
    /// Few expectations of serde's own types are worth telling; the text itself is dropped.
    fn from_expected(expected: &dyn Expected) -> Self {
        let text = expected.to_string();
        match text.as_str() {
            "a borrowed string" | "a borrowed byte array" => Self::Borrow,
            _ if text.starts_with("a nonzero ") => Self::Zero,
            _ => {
                words::WANTED.iter().find(|wanted| **wanted == text).map_or(Self::Value, |wanted| Self::Wanted(wanted))
            }
        }
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value was refused")
    }
}

impl std::error::Error for Refusal {}
