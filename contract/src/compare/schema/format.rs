//! Which of two formats is the wider one.
//!
//! A format that stands for a type, as `uuid` does, is as hard as a type; one that is a rule, as `email`, is as hard as a bound.

use crate::kind::Kind;

/// Text that stays text: a client that does not look will not notice.
const RULES: [&str; 12] = [
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "uri",
    "uri-reference",
];

/// What happened to the format of a value of one and the same type. `double` says no more of a number than nothing.
pub(super) fn compare_formats(old: Option<&str>, new: Option<&str>) -> Option<Kind> {
    let (old, new) = (old.filter(|format| *format != "double"), new.filter(|format| *format != "double"));
    let is_rule = |format: Option<&str>| format.is_none_or(|format| RULES.contains(&format));
    match (old, new) {
        _ if old == new => None,
        _ if is_rule(old) && is_rule(new) => Some(match (old, new) {
            (None, _) => Kind::BoundTightened,
            (_, None) => Kind::BoundLoosened,
            _ => Kind::BoundChanged,
        }),
        (None, _) => Some(Kind::FormatNarrowed),
        (_, None) => Some(Kind::FormatWidened),
        (Some(old), Some(new)) => match (range(old), range(new)) {
            (Some(old), Some(new)) if old == new => None,
            (Some(old), Some(new)) if old.0 <= new.0 && new.1 <= old.1 => Some(Kind::FormatNarrowed),
            (Some(old), Some(new)) if new.0 <= old.0 && old.1 <= new.1 => Some(Kind::FormatWidened),
            _ => Some(Kind::FormatChanged),
        },
    }
}

/// The least and the greatest number of an integer's format.
fn range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" => (0, u32::MAX.into()),
        "uint64" | "uint" => (0, u64::MAX.into()),
        _ => return None,
    })
}
