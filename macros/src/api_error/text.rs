//! The text of a detail or a header, with the fields named in it: `"only {left} of {sku} left"`, `"no table {0}"`.

use proc_macro2::Span;
use syn::LitStr;

use crate::diagnostics::Diagnostics;

/// A text with places for fields.
#[derive(Clone)]
pub(crate) struct Text {
    /// The format string, with `{0}` turned into `{_0}`.
    pub(crate) format: LitStr,
    /// The text as the user wrote it.
    pub(crate) written: String,
    /// The fields it names, once each: `left`, `0`.
    pub(crate) fields: Vec<String>,
}

impl Text {
    /// Reads the places; what `format!` could not read is a fault.
    pub(crate) fn parse(literal: &LitStr, diagnostics: &Diagnostics) -> Option<Self> {
        match read(&literal.value()) {
            Ok((format, fields)) => {
                let written = literal.value();
                Some(Self { format: LitStr::new(&format, literal.span()), written, fields })
            }
            Err(message) => {
                diagnostics.error(literal, message);
                None
            }
        }
    }

    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        self.format.span()
    }
}

/// The name under which a field is handed to `format!`.
pub(crate) fn argument(field: &str) -> String {
    if field.starts_with(|letter: char| letter.is_ascii_digit()) { format!("_{field}") } else { field.to_owned() }
}

fn read(text: &str) -> Result<(String, Vec<String>), &'static str> {
    let mut format = String::new();
    let mut fields: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, found) = rest.split_at(at);
        format.push_str(before);
        if found.starts_with("{{") || found.starts_with("}}") {
            format.push_str(&found[..2]);
            rest = &found[2..];
            continue;
        }
        if found.starts_with('}') {
            return Err("a `}` without its `{`; write `}}` for the character");
        }
        let end = found.find('}').ok_or("a `{` is never closed; write `{{` for the character")?;
        let inside = &found[1..end];
        let (name, style) = inside.split_once(':').map_or((inside, None), |(name, style)| (name, Some(style)));
        let name = name.trim();
        if name.is_empty() {
            return Err("which field? name it: `{left}`, or `{0}` in a tuple");
        }
        if !name.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
            return Err("only the name of a field fits between `{` and `}`");
        }
        format.push('{');
        format.push_str(&argument(name));
        if let Some(style) = style {
            format.push(':');
            format.push_str(style);
        }
        format.push('}');
        if !fields.iter().any(|field| field == name) {
            fields.push(name.to_owned());
        }
        rest = &found[end + 1..];
    }
    format.push_str(rest);
    Ok((format, fields))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn places_are_found() {
        let (format, fields) = read("{{only}} {left:>3} of {0}, {left} and {0:?}").expect("sound");
        assert_eq!(format, "{{only}} {left:>3} of {_0}, {left} and {_0:?}");
        assert_eq!(fields, ["left", "0"]);
    }

    #[test]
    fn faults() {
        for text in ["{", "}", "{}", "{:?}", "{a.b}", "a {b"] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
