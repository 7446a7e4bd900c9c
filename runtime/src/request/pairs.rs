//! Names and values of a query string or of cookies, decoded once per request.
//!
//! A text without escapes is a range of the request's own bytes; only one with escapes is copied.

use std::borrow::Cow;
use std::ops::Range;

/// Decoded names and values, in the order they came.
#[derive(Debug, Default)]
pub struct Pairs {
    list: Vec<(Text, Text)>,
    source: String,
}

#[derive(Debug)]
enum Text {
    Raw(Range<usize>),
    Decoded(Box<str>),
}

impl Pairs {
    /// The pairs of a query string or an urlencoded form (WHATWG URL, section 5.1): `&` separates, the first `=` splits,
    /// `+` is a blank, a name without `=` has an empty value, empty pairs are skipped, and what is no UTF-8 becomes U+FFFD.
    pub fn parse_query(query: &str) -> Self {
        let mut pairs = Self::default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            pairs.push(name, value, decode_form);
        }
        pairs
    }

    /// The pairs of `Cookie` lines (RFC 6265, section 5.4): `;` separates, blanks around are dropped, a pair without `=`
    /// or with a name that is no token is skipped, and values are percent-decoded.
    pub fn parse_cookies<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut pairs = Self::default();
        for line in lines {
            let Ok(line) = std::str::from_utf8(line) else { continue };
            for pair in line.split(';') {
                let Some((name, value)) = pair.split_once('=') else { continue };
                let (name, value) = (name.trim(), unquote(value.trim()));
                if is_token(name) {
                    pairs.push(name, value, decode_percent);
                }
            }
        }
        pairs
    }

    fn push(&mut self, name: &str, value: &str, decode: fn(&str) -> Cow<'_, str>) {
        let name = self.text(name, decode);
        let value = self.text(value, decode);
        self.list.push((name, value));
    }

    fn text(&mut self, raw: &str, decode: fn(&str) -> Cow<'_, str>) -> Text {
        match decode(raw) {
            Cow::Borrowed(raw) => {
                let start = self.source.len();
                self.source.push_str(raw);
                Text::Raw(start..self.source.len())
            }
            Cow::Owned(decoded) => Text::Decoded(decoded.into_boxed_str()),
        }
    }

    /// All names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list.iter().map(|(name, value)| (self.resolve(name), self.resolve(value)))
    }

    /// The first value under `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    fn resolve<'a>(&'a self, text: &'a Text) -> &'a str {
        match text {
            Text::Raw(range) => &self.source[range.clone()],
            Text::Decoded(text) => text,
        }
    }
}

fn decode_form(raw: &str) -> Cow<'_, str> {
    if !raw.bytes().any(|byte| byte == b'+' || byte == b'%') {
        return Cow::Borrowed(raw);
    }
    let spaced = raw.replace('+', " ");
    Cow::Owned(percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
}

fn decode_percent(raw: &str) -> Cow<'_, str> {
    percent_encoding::percent_decode_str(raw).decode_utf8_lossy()
}

fn unquote(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

/// RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
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
        let pairs = Pairs::parse_cookies([&b"a=1; b d=2; c; e=\"x%20y\""[..], b"f=\xff", b"g=3;"].into_iter());
        let list: Vec<_> = pairs.iter().collect();
        assert_eq!(list, [("a", "1"), ("e", "x y"), ("g", "3")]);
    }
}
