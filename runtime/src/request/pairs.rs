//! Names and values of a query string or of cookies, decoded once per request.
//!
//! A text without escapes is a range of the text that was sent; only one with escapes is copied.

use std::borrow::Cow;
use std::ops::Range;

use crate::routing::InvalidUtf8;

/// Decoded names and values, in the order they came.
///
/// A value that is no UTF-8 once it is decoded is a fault of the argument that asks for it. Whoever looks here by hand sees
/// U+FFFD in the place of what is none.
#[derive(Debug, Clone, Copy)]
pub struct Pairs<'h> {
    list: &'h [(Text, Text)],
    source: &'h str,
}

/// The pairs of one text, which is kept elsewhere.
#[derive(Debug, Default)]
pub(super) struct QueryPairs {
    list: Vec<(Text, Text)>,
}

/// The pairs of several lines, with what of them is text.
#[derive(Debug, Default)]
pub(super) struct CookiePairs {
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

/// Room for so many pairs is made at once, by the number of separators; a longer list grows.
const EXPECTED_PAIRS_MAX: usize = 16;

impl QueryPairs {
    /// The pairs of a query string or an urlencoded form (WHATWG URL, section 5.1): `&` separates, the first `=` splits,
    /// `+` is a blank, a name without `=` has an empty value, and empty pairs are skipped.
    pub(super) fn parse(query: &str) -> Self {
        let separators = query.bytes().filter(|byte| *byte == b'&').take(EXPECTED_PAIRS_MAX).count();
        let mut list = Vec::with_capacity(separators + 1);
        let mut start = 0;
        while start < query.len() {
            let pair = next_pair(query.as_bytes(), start);
            if pair.end > start {
                let value = pair.equals.map_or(pair.end, |equals| equals + 1);
                let name = start..pair.equals.unwrap_or(pair.end);
                list.push((
                    form_text(query, name, pair.is_escaped),
                    form_text(query, value..pair.end, pair.is_escaped),
                ));
            }
            start = pair.end + 1;
        }
        Self { list }
    }

    /// `source` is what was parsed.
    pub(super) fn of<'h>(&'h self, source: &'h str) -> Pairs<'h> {
        Pairs { list: &self.list, source }
    }
}

/// A pair of a query, up to its `&`.
struct RawPair {
    end: usize,
    equals: Option<usize>,
    /// Whether there is an escape, or a `+`.
    is_escaped: bool,
}

fn next_pair(query: &[u8], start: usize) -> RawPair {
    let mut pair = RawPair { end: query.len(), equals: None, is_escaped: false };
    for (at, byte) in query.iter().enumerate().skip(start) {
        match byte {
            b'&' => {
                pair.end = at;
                break;
            }
            b'=' if pair.equals.is_none() => pair.equals = Some(at),
            b'+' | b'%' => pair.is_escaped = true,
            _ => {}
        }
    }
    pair
}

fn form_text(query: &str, range: Range<usize>, is_escaped: bool) -> Text {
    if !is_escaped {
        return Text::Raw(range);
    }
    let raw = &query[range.clone()];
    if !raw.bytes().any(|byte| byte == b'+' || byte == b'%') {
        return Text::Raw(range);
    }
    let spaced = raw.replace('+', " ");
    Text::decoded(percent_encoding::percent_decode_str(&spaced).collect())
}

impl CookiePairs {
    /// The pairs of `Cookie` lines (RFC 6265, section 5.4): `;` separates, blanks around are dropped, a pair without `=`
    /// or with a name that is no token is skipped, and values are percent-decoded.
    pub(super) fn parse<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut pairs = Self::default();
        for line in lines {
            for pair in line.split(|byte| *byte == b';') {
                let Some(equals) = pair.iter().position(|byte| *byte == b'=') else { continue };
                let (name, value) = (pair[..equals].trim_ascii(), unquote(pair[equals + 1..].trim_ascii()));
                if is_token(name) {
                    let name = pairs.text(Cow::Borrowed(name));
                    let value = pairs.text(percent_encoding::percent_decode(value).into());
                    pairs.list.push((name, value));
                }
            }
        }
        pairs
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
            Cow::Owned(decoded) => Text::decoded(decoded),
        }
    }

    pub(super) fn pairs(&self) -> Pairs<'_> {
        Pairs { list: &self.list, source: &self.source }
    }
}

impl<'h> Pairs<'h> {
    /// All names and values, in order.
    pub fn iter(self) -> impl Iterator<Item = (&'h str, &'h str)> {
        self.list.iter().map(move |(name, value)| (name.resolve(self.source), value.resolve(self.source)))
    }

    /// All names, each with its value if that is UTF-8.
    pub(crate) fn checked(self) -> impl Iterator<Item = (&'h str, Result<&'h str, InvalidUtf8>)> {
        self.list.iter().map(move |(name, value)| (name.resolve(self.source), value.checked(self.source)))
    }

    /// The values under `name`, in order, each if it is UTF-8.
    pub(crate) fn under(self, name: &str) -> impl Iterator<Item = Result<&'h str, InvalidUtf8>> {
        let wanted = self.list.iter().filter(move |(key, _)| key.is(name, self.source));
        wanted.map(move |(_, value)| value.checked(self.source))
    }

    /// The first value under `name`.
    pub fn get(self, name: &str) -> Option<&'h str> {
        let (_, value) = self.list.iter().find(|(key, _)| key.is(name, self.source))?;
        Some(value.resolve(self.source))
    }
}

impl Text {
    fn decoded(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(decoded) => Self::Decoded(decoded.into_boxed_str()),
            Err(error) => Self::broken(error.as_bytes()),
        }
    }

    fn broken(bytes: &[u8]) -> Self {
        Self::Broken(String::from_utf8_lossy(bytes).into())
    }

    fn resolve<'t>(&'t self, source: &'t str) -> &'t str {
        match self {
            Self::Raw(range) => source.get(range.clone()).unwrap_or_default(),
            Self::Decoded(text) | Self::Broken(text) => text,
        }
    }

    fn checked<'t>(&'t self, source: &'t str) -> Result<&'t str, InvalidUtf8> {
        if matches!(self, Self::Broken(_)) { Err(InvalidUtf8) } else { Ok(self.resolve(source)) }
    }

    fn is(&self, text: &str, source: &str) -> bool {
        match self {
            Self::Raw(range) => {
                range.len() == text.len() && source.as_bytes().get(range.clone()) == Some(text.as_bytes())
            }
            Self::Decoded(own) | Self::Broken(own) => **own == *text,
        }
    }
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
        QueryPairs::parse(text).of(text).iter().map(|(name, value)| (name.into(), value.into())).collect()
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
        assert_eq!(query("=1&=&a="), [pair("", "1"), pair("", ""), pair("a", "")]);
        assert_eq!(query("é=ü&+=a"), [pair("é", "ü"), pair(" ", "a")]);
        assert_eq!(query(""), []);
        assert_eq!(query("&&&"), []);
    }

    #[test]
    fn values_are_found_by_the_decoded_name() {
        let text = "tag=a&t%61g=b&ta=c&tag=%FF";
        let parsed = QueryPairs::parse(text);
        assert_eq!(parsed.of(text).under("tag").collect::<Vec<_>>(), [Ok("a"), Ok("b"), Err(InvalidUtf8)]);
        assert_eq!(parsed.of(text).get("ta"), Some("c"));
        assert_eq!(parsed.of(text).get("t"), None);
    }

    #[test]
    fn one_bad_cookie_spoils_no_other() {
        let lines = [&b"a=1; b d=2; c; e=\"x%20y\""[..], b"f=\xff; \xff=4; h=%ff", b"g=3;"];
        let pairs = CookiePairs::parse(lines.into_iter());
        let list: Vec<_> = pairs.pairs().checked().collect();
        let broken = Err(InvalidUtf8);
        assert_eq!(list, [("a", Ok("1")), ("e", Ok("x y")), ("f", broken), ("h", broken), ("g", Ok("3"))]);
    }
}
