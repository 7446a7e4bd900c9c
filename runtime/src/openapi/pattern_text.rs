//! Regular expressions of Rust's dialect as JSON Schema's (ECMA-262).

use serde_json::Value;

/// Takes the patterns out of a document that clients would read otherwise, or not at all: what they forbid is then left to the
/// server, rather than told wrong.
pub(super) fn drop_foreign(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("pattern").and_then(Value::as_str).is_some_and(|pattern| !is_common(pattern)) {
                object.remove("pattern");
            }
            object.values_mut().for_each(drop_foreign);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_foreign),
        _ => {}
    }
}

/// Whether both dialects read the expression alike: no flags, no Rust-only anchors, groups, classes or escapes.
pub(super) fn is_common(regex: &str) -> bool {
    let mut in_class = false;
    let mut rest = regex.chars();
    while let Some(letter) = rest.next() {
        let after = rest.as_str();
        let foreign = match letter {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_expressions_stay() {
        for regex in [r"^[a-z0-9-]+$", r"^\d{4}-\d{2}$", r"(?:a|b)+", r"\p{L}+", r"[^/]*\.txt", r"\(\?i\)", r"[\w\-]+"]
        {
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
