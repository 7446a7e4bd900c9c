//! The path of a request, prepared for matching: percent-decoded exactly once, and per segment.

use std::borrow::Cow;

/// A request's path in the form that patterns are matched against.
///
/// A path without `%` is borrowed as it is. In any other, every escape is decoded except
/// - `%2F`, so that an escaped slash stays inside its segment,
/// - `%25`, so that `%252F` is not taken for an escaped slash later,
/// - bytes that are not UTF-8, and
/// - a `%` that no two hexadecimal digits follow, which stands for itself.
///
/// [`decode_value`] resolves the first two when a value is taken out. Other bytes pass, `%00` too: what a value may hold
/// is the business of its type and rules.
///
/// ```
/// use cepa::routing::PathText;
///
/// let path = PathText::new("/caf%C3%A9/a%2fb/100%25");
/// assert_eq!(path.as_str(), "/café/a%2Fb/100%25");
/// ```
#[derive(Debug, Clone)]
pub struct PathText<'a> {
    text: Cow<'a, str>,
    raw: &'a str,
}

impl<'a> PathText<'a> {
    /// Prepares the path of a request target, which goes without query.
    pub fn new(raw: &'a str) -> Self {
        let text = if raw.as_bytes().contains(&b'%') {
            Cow::Owned(decode_all_but_separators(raw))
        } else {
            Cow::Borrowed(raw)
        };
        Self { text, raw }
    }

    /// The text that is matched; ranges of captures point into it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The path as the client sent it.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// The same, owned where it was decoded.
    pub(crate) fn text(&self) -> &Cow<'a, str> {
        &self.text
    }

    /// The text, for whoever keeps it beside the captures.
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }
}

/// A value holds escaped bytes that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidUtf8;

impl std::fmt::Display for InvalidUtf8 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("escaped bytes in the path are not UTF-8")
    }
}

impl std::error::Error for InvalidUtf8 {}

/// Finishes a value captured from a [`PathText`]: `%2F` becomes `/` and `%25` becomes `%`.
///
/// # Errors
///
/// If the value holds escaped bytes that are not UTF-8.
pub fn decode_value(value: &str) -> Result<Cow<'_, str>, InvalidUtf8> {
    if !value.contains('%') {
        return Ok(Cow::Borrowed(value));
    }
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('%') {
        decoded.push_str(&rest[..at]);
        let after = match escape(&rest.as_bytes()[at..]) {
            Some(b'/') => {
                decoded.push('/');
                at + 3
            }
            Some(b'%') => {
                decoded.push('%');
                at + 3
            }
            Some(_) => return Err(InvalidUtf8),
            None => {
                decoded.push('%');
                at + 1
            }
        };
        rest = &rest[after..];
    }
    decoded.push_str(rest);
    Ok(Cow::Owned(decoded))
}

/// Literal text of a pattern in the form in which a [`PathText`] holds it.
pub(super) fn decode_all_but_separators(raw: &str) -> String {
    let mut decoded = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('%') {
        decoded.push_str(&rest[..at]);
        rest = push_escapes(&mut decoded, &rest[at..]);
    }
    decoded.push_str(rest);
    decoded
}

/// Decodes the escapes that `text` starts with, or its lone `%`, and gives what follows them.
fn push_escapes<'t>(decoded: &mut String, text: &'t str) -> &'t str {
    // Characters above 127 are several escapes in a row.
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(byte) = escape(rest.as_bytes()) {
        bytes.push(byte);
        rest = &rest[3..];
    }
    if bytes.is_empty() {
        decoded.push('%');
        return &rest[1..];
    }
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '/' => decoded.push_str("%2F"),
                '%' => decoded.push_str("%25"),
                other => decoded.push(other),
            }
        }
        for byte in chunk.invalid() {
            decoded.push_str(&format!("%{byte:02X}"));
        }
    }
    rest
}

fn escape(bytes: &[u8]) -> Option<u8> {
    super::grammar::escaped_byte(bytes)
}
