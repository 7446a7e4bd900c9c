//! Names and values of a query string or of cookies, decoded once per request.
//!
//! A text without escapes is a range of the request's own bytes; only one with escapes is copied.

use std::borrow::Cow;
use std::ops::Range;

use crate::routing::InvalidUtf8;

/// Decoded names and values, in the order they came.
///
/// A value that is no UTF-8 once it is decoded is a fault of the argument that asks for it. Whoever looks here by hand sees
/// U+FFFD in the place of what is none.
#[derive(Debug, Default)]
pub struct Pairs {
    list: Vec<(Text, Text)>,
    source: String,
}

#[derive(Debug)]
enum Text {
    Raw(Range<usize>),
    Decoded(Box<str>),
    /// What is left of bytes that are no UTF-8.
    Broken(Box<str>),
}

impl Pairs {
    /// The pairs of a query string or an urlencoded form (WHATWG URL, section 5.1): `&` separates, the first `=` splits,
    /// `+` is a blank, a name without `=` has an empty value, and empty pairs are skipped.
    pub fn parse_query(query: &str) -> Self {
        let mut pairs = Self::default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push(decode_form(name), decode_form(value));
        }
        pairs
    }

    /// The pairs of `Cookie` lines (RFC 6265, section 5.4): `;` separates, blanks around are dropped, a pair without `=`
    /// or with a name that is no token is skipped, and values are percent-decoded.
    pub fn parse_cookies<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut pairs = Self::default();
        for line in lines {
            for pair in line.split(|byte| *byte == b';') {
                let Some(equals) = pair.iter().position(|byte| *byte == b'=') else { continue };
                let (name, value) = (pair[..equals].trim_ascii(), unquote(pair[equals + 1..].trim_ascii()));
                if is_token(name) {
                    pairs.push(Cow::Borrowed(name), percent_encoding::percent_decode(value).into());
                }
            }
        }
        pairs
    }

    fn push(&mut self, name: Cow<'_, [u8]>, value: Cow<'_, [u8]>) {
        let name = self.text(name);
        let value = self.text(value);
        self.list.push((name, value));
    }

    fn text(&mut self, decoded: Cow<'_, [u8]>) -> Text {
        match decoded {
            Cow::Borrowed(raw) => match std::str::from_utf8(raw) {
                Ok(raw) => {
                    let start = self.source.len();
                    self.source.push_str(raw);
                    Text::Raw(start..self.source.len())
                }
                Err(_) => Text::broken(raw),
            },
            Cow::Owned(decoded) => match String::from_utf8(decoded) {
                Ok(decoded) => Text::Decoded(decoded.into_boxed_str()),
                Err(error) => Text::broken(error.as_bytes()),
            },
        }
    }

    /// All names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(name, value)| (self.resolve(name), self.resolve(value)))
    }

    /// All names, each with its value if that is UTF-8.
    pub(crate) fn checked(&self) -> impl Iterator<Item = (&str, Result<&str, InvalidUtf8>)> {
        self.list.iter().map(|(name, value)| {
            let is_broken = matches!(value, Text::Broken(_));
            (self.resolve(name), if is_broken { Err(InvalidUtf8) } else { Ok(self.resolve(value)) })
        })
    }

    /// The first value under `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    fn resolve<'a>(&'a self, text: &'a Text) -> &'a str {
        match text {
            Text::Raw(range) => &self.source[range.clone()],
            Text::Decoded(text) | Text::Broken(text) => text,
        }
    }
}

impl Text {
    fn broken(bytes: &[u8]) -> Self {
        Self::Broken(String::from_utf8_lossy(bytes).into())
    }
}

fn decode_form(raw: &str) -> Cow<'_, [u8]> {
    if !raw.bytes().any(|byte| byte == b'+' || byte == b'%') {
        return Cow::Borrowed(raw.as_bytes());
    }
    let spaced = raw.replace('+', " ");
    Cow::Owned(percent_encoding::percent_decode_str(&spaced).collect())
}

fn unquote(value: &[u8]) -> &[u8] {
    value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\"")).unwrap_or(value)
}

/// RFC 9110, section 5.6.2.
fn is_token(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Vec<(String, String)> {
        Pairs::parse_query(text).iter().map(|(name, value)| (name.into(), value.into())).collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.into(), value.into())
    }

    #[test]
    fn queries_follow_the_url_standard() {
        assert_eq!(query("a=1&b=2"), [pair("a", "1"), pair("b", "2")]);
        assert_eq!(query("a"), [pair("a", "")]);
        assert_eq!(query("a=b=c"), [pair("a", "b=c")]);
        assert_eq!(query("a=1&&b=2"), [pair("a", "1"), pair("b", "2")]);
        assert_eq!(query("a=1;b=2"), [pair("a", "1;b=2")]);
        assert_eq!(query("a%20b=c+d%26"), [pair("a b", "c d&")]);
        assert_eq!(query("%zz=%"), [pair("%zz", "%")]);
        assert_eq!(query("a=%FF"), [pair("a", "\u{fffd}")]);
        assert_eq!(query(""), []);
    }

    #[test]
    fn one_bad_cookie_spoils_no_other() {
        let lines = [&b"a=1; b d=2; c; e=\"x%20y\""[..], b"f=\xff; \xff=4; h=%ff", b"g=3;"];
        let pairs = Pairs::parse_cookies(lines.into_iter());
        let list: Vec<_> = pairs.checked().collect();
        let broken = Err(InvalidUtf8);
        assert_eq!(list, [("a", Ok("1")), ("e", Ok("x y")), ("f", broken), ("h", broken), ("g", Ok("3"))]);
    }
}
