//! What Rust means, in JSON Schema's words: bounds of integers, and regular expressions (ECMA-262).

use serde_json::{Map, Value};

use super::decimal;

/// Goes through all schemas of a document:
/// - integers get the bounds of their type, which a `format` names but no validator checks, and so do decimals;
/// - patterns that clients would read otherwise, or not at all, go: what they forbid is then left to the server, rather than told
///   wrong.
pub(super) fn settle(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("pattern").and_then(Value::as_str).is_some_and(|pattern| !is_common(pattern)) {
                object.remove("pattern");
            }
            bound(object);
            decimal::bound(object);
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

/// Whether both dialects read the expression alike: no flags, no Rust-only anchors, groups, classes or escapes, and no brace or
/// bracket that stands for itself. `\w`, `\s` and `\b` are Unicode's in Rust and ASCII's there; `\d` too, but digits of other
/// scripts are seldom meant.
pub(super) fn is_common(regex: &str) -> bool {
    let mut in_class = false;
    let mut rest = regex;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let taken = match letter {
            '\\' => escape_len(after, in_class),
            '[' if in_class => None,
            '[' => Some(after.starts_with('^').into()).filter(|skip| !after[*skip..].starts_with(']')),
            ']' => in_class.then_some(0),
            '(' if !in_class => {
                (!after.starts_with('?') || after.starts_with("?:") || after.starts_with("?<")).then_some(0)
            }
            '{' if !in_class => repetition_len(after),
            '}' if !in_class => None,
            '&' | '~' | '-' if in_class => (!after.starts_with(letter)).then_some(0),
            _ => Some(0),
        };
        let Some(taken) = taken else { return false };
        match letter {
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        rest = &after[taken..];
    }
    true
}

/// How long what stands behind a backslash is, if it means the same in both.
fn escape_len(after: &str, in_class: bool) -> Option<usize> {
    let letter = after.chars().next()?;
    match letter {
        'd' | 'D' | 'n' | 't' | 'r' | 'f' | 'v' => Some(1),
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '/' => Some(1),
        '-' => in_class.then_some(1),
        // `\x7F` is a character in both; `\x{7F}` is one of Rust's.
        'x' => after.get(1..3).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())).map(|_| 3),
        'p' | 'P' => {
            // General categories; scripts are written otherwise there.
            let (name, _) = after[1..].strip_prefix('{')?.split_once('}')?;
            let is_category = matches!(name.as_bytes(), [first] | [first, _] if b"CLMNPSZ".contains(first));
            is_category.then_some(name.len() + 3)
        }
        _ => None,
    }
}

/// `2}`, `2,}` and `2,4}`, after the brace.
fn repetition_len(after: &str) -> Option<usize> {
    let (inside, _) = after.split_once('}')?;
    let (least, most) = inside.split_once(',').unwrap_or((inside, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!least.is_empty() && is_number(least) && is_number(most)).then_some(inside.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_expressions_stay() {
        for regex in [
            r"^[a-z0-9-]+$",
            r"^\d{4}-\d{2,}$",
            r"(?:a|b)+",
            r"^\p{L}\p{Lu}{1,3}$",
            r"[^/]*\.txt",
            r"\(\?i\)",
            r"[\-a]",
            r"[^\x00-\x1F]",
            r"^[.@]{2}",
            "",
        ] {
            assert!(is_common(regex), "{regex}");
        }
    }

    #[test]
    fn foreign_expressions_go() {
        for regex in [
            r"(?i)abc",
            r"\Aabc\z",
            r"(?P<year>\d+)",
            r"[[:alpha:]]+",
            r"[a-z&&[^b]]",
            r"\x{1F600}",
            r"\d\-\d",
            r"^[]a]+$",
            r"^[^]a]+$",
            r"^\p{Greek}+$",
            r"^\pL+$",
            "^}a$",
            "a]",
            "a{b",
            "{2}{,3}",
            r"\w+",
            r"\bword\b",
            r"a\",
            r"ä\x",
        ] {
            assert!(!is_common(regex), "{regex}");
        }
    }
}
