//! The sentences a client reads about a fault. They name what is wanted, in JSON's words, and never what was sent.

use std::fmt::Display;

pub(super) const NOT_VALID: &str = "is not a valid value";
pub(super) const MISSING: &str = "is missing";
pub(super) const UNKNOWN: &str = "is not known here";
pub(super) const NO_ESCAPES: &str = "must be text without escape sequences";
pub(super) const NOT_ZERO: &str = "must not be 0";
pub(super) const TEXT: &str = "must be text";
pub(super) const CHARACTER: &str = "must be a single character";
pub(super) const BOOL: &str = "must be `true` or `false`";
pub(super) const NUMBER: &str = "must be a number";
pub(super) const TOO_LARGE: &str = "is too large a number";
pub(super) const NULL: &str = "must be `null`";
pub(super) const LIST: &str = "must be a list";
pub(super) const OBJECT: &str = "must be an object";
pub(super) const BYTES: &str = "must be text or a list of numbers between 0 and 255";

/// What serde calls the kinds of values that it reads by itself.
pub(super) const WANTED: [&str; 18] = [
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "f32",
    "f64",
    "a string",
    "a boolean",
    "a character",
    "a sequence",
    "a map",
    "unit",
];

/// What is wanted, of [`WANTED`].
pub(super) fn wanted(name: &str) -> String {
    match name {
        "u8" => whole_number(u8::MIN, u8::MAX),
        "u16" => whole_number(u16::MIN, u16::MAX),
        "u32" => whole_number(u32::MIN, u32::MAX),
        "u64" => whole_number(u64::MIN, u64::MAX),
        "u128" => whole_number(u128::MIN, u128::MAX),
        "i8" => whole_number(i8::MIN, i8::MAX),
        "i16" => whole_number(i16::MIN, i16::MAX),
        "i32" => whole_number(i32::MIN, i32::MAX),
        "i64" => whole_number(i64::MIN, i64::MAX),
        "i128" => whole_number(i128::MIN, i128::MAX),
        "f32" | "f64" => NUMBER.to_owned(),
        "a string" => TEXT.to_owned(),
        "a boolean" => BOOL.to_owned(),
        "a character" => CHARACTER.to_owned(),
        "a sequence" => LIST.to_owned(),
        "a map" => OBJECT.to_owned(),
        "unit" => NULL.to_owned(),
        _ => NOT_VALID.to_owned(),
    }
}

/// So many names are told; an enum may have hundreds.
const MAX_NAMES: usize = 32;

pub(super) fn whole_number(min: impl Display, max: impl Display) -> String {
    format!("must be a whole number between {min} and {max}")
}

pub(super) fn list_of(length: usize) -> String {
    match length {
        1 => "must be a list of exactly 1 value".to_owned(),
        _ => format!("must be a list of exactly {length} values"),
    }
}

pub(super) fn one_of(names: &[&str]) -> String {
    match names {
        [] => NOT_VALID.to_owned(),
        [name] => format!("must be `{name}`"),
        _ => format!("must be one of {}", enumerate(names)),
    }
}

pub(super) fn holds_none_of(names: &[&str]) -> String {
    format!("holds a name that is none of {}", enumerate(names))
}

pub(super) fn lacks(name: &str) -> String {
    format!("lacks the member `{name}`")
}

pub(super) fn twice(name: &str) -> String {
    format!("has the member `{name}` more than once")
}

pub(super) fn object_with(name: &str) -> String {
    format!("must be an object with the member `{name}`")
}

pub(super) fn name_must(detail: &str) -> String {
    format!("is under a name that {detail}")
}

fn enumerate(names: &[&str]) -> String {
    let mut text = names.iter().take(MAX_NAMES).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > MAX_NAMES {
        text.push_str(", …");
    }
    text
}
