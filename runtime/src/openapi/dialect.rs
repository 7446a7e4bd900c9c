//! What Rust means, in JSON Schema's words: bounds of integers, and regular expressions (ECMA-262).

use serde_json::{Map, Value};

/// Goes through all schemas of a document:
/// - integers get the bounds of their type, which a `format` names but no validator checks;
/// - patterns that clients would read otherwise, or not at all, go: what they forbid is then left to the server, rather than told
///   wrong.
pub(super) fn settle(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("pattern").and_then(Value::as_str).is_some_and(|pattern| !is_common(pattern)) {
                object.remove("pattern");
            }
            bound(object);
            object.values_mut().for_each(settle);
        }
        Value::Array(list) => list.iter_mut().for_each(settle),
        _ => {}
    }
}

fn bound(schema: &mut Map<String, Value>) {
    let is_integer = match schema.get("type") {
        Some(Value::String(kind)) => kind == "integer",
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "integer"),
        _ => false,
    };
    let Some((min, max)) = schema.get("format").and_then(Value::as_str).filter(|_| is_integer).and_then(bounds) else {
        return;
    };
    for (keyword, exclusive, value) in [("minimum", "exclusiveMinimum", min), ("maximum", "exclusiveMaximum", max)] {
        if !schema.contains_key(exclusive) {
            schema.entry(keyword).or_insert(value);
        }
    }
}

/// The bounds of the types that schemars names so; `uint` and `int` are `usize` and `isize`.
fn bounds(format: &str) -> Option<(Value, Value)> {
    Some(match format {
        "uint8" => (u8::MIN.into(), u8::MAX.into()),
        "uint16" => (u16::MIN.into(), u16::MAX.into()),
        "uint32" => (u32::MIN.into(), u32::MAX.into()),
        "uint64" | "uint" => (u64::MIN.into(), u64::MAX.into()),
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" | "int" => (i64::MIN.into(), i64::MAX.into()),
        _ => return None,
    })
}

/// Whether both dialects read the expression alike: no flags, no Rust-only anchors, groups, classes or escapes.
pub(super) fn is_common(regex: &str) -> bool {
    let mut in_class = false;
    let mut rest = regex.chars();
    while let Some(letter) = rest.next() {
        let after = rest.as_str();
        let foreign = match letter {
            '\\' if is_hex_escape(after) => false,
            '\\' => rest.next().is_none_or(|escaped| !is_common_escape(escaped, in_class)),
            '[' if in_class => true,
            '(' if !in_class => after.starts_with('?') && !after.starts_with("?:") && !after.starts_with("?<"),
            '&' | '~' | '-' if in_class => after.starts_with(letter),
            _ => false,
        };
        if foreign {
            return false;
        }
        match letter {
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
    }
    true
}

/// What may stand behind a backslash in ECMA-262, with its flag for Unicode, and means the same in Rust.
fn is_common_escape(letter: char, in_class: bool) -> bool {
    "dDwWsSbBpPntrfv^$\\.*+?()[]{}|/".contains(letter) || letter == '-' && in_class
}

/// `\x7F`, which is a character in both; Rust's `\x{7F}` is not.
fn is_hex_escape(after: &str) -> bool {
    after
        .strip_prefix('x')
        .and_then(|digits| digits.get(..2))
        .is_some_and(|two| two.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_expressions_stay() {
        for regex in [
            r"^[a-z0-9-]+$",
            r"^\d{4}-\d{2}$",
            r"(?:a|b)+",
            r"\p{L}+",
            r"[^/]*\.txt",
            r"\(\?i\)",
            r"[\w\-]+",
            r"[^\x00-\x1F]",
        ] {
            assert!(is_common(regex), "{regex}");
        }
    }

    #[test]
    fn foreign_expressions_go() {
        for regex in
            [r"(?i)abc", r"\Aabc\z", r"(?P<year>\d+)", r"[[:alpha:]]+", r"[a-z&&[^b]]", r"\x{1F600}", r"\d\-\d"]
        {
            assert!(!is_common(regex), "{regex}");
        }
    }
}
