//! The grammar of patterns: cuts a pattern's text into tokens.
//!
//! Everything here runs in constants as well as at run time, so that the check during the build, the router and the
//! links read patterns in one way. In come the bytes of a pattern, out come [`Token`]s; how tokens may stand together
//! is told by [`Reader`](super::reader::Reader).
//!
//! ```text
//! path      = 1*( "/" segment ) / wildcard *( "/" segment )
//! segment   = *( literal / parameter / wildcard )
//! literal   = text without "/", "{", "}", "*", "?" and "#"; these are written percent-encoded
//! parameter = "{" name [ "?" / ":" regex ] "}"
//! wildcard  = "*" / "{*" [ name ] "}" / "{+" [ name ] "}"
//! ```

/// How many parameters one path or host may have.
pub const MAX_PARAMETERS: usize = 32;

/// What is wrong with a pattern's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SyntaxFault {
    /// A path that starts with neither `/` nor a wildcard.
    NoLeadingSlash,
    /// A brace without its partner.
    UnbalancedBraces,
    /// `{}` or `{:regex}`.
    EmptyName,
    /// A parameter name that is no identifier.
    BadName,
    /// `{name:}`.
    EmptyRegex,
    /// `{name?:regex}`.
    OptionalWithRegex,
    /// `{*name:regex}`.
    WildcardWithRegex,
    /// A `?` or `#` in literal text.
    ReservedCharacter,
    /// A `%` in literal text that two hexadecimal digits do not follow.
    BadEscape,
    /// A segment that is `.` or `..`.
    DotSegment,
    /// `{name?}` that is not a whole segment, or is followed by something else than more of its kind.
    OptionalNotLast,
    /// Two parameters in one segment with nothing between them that says where the first ends.
    AdjacentParameters,
    /// Two wildcards in one segment.
    TwoWildcards,
    /// A wildcard in one segment with a parameter and more text, such as `*{a}` or `{a}-*`.
    WildcardBesideParameter,
    /// One name twice.
    RepeatedName,
    /// More than [`MAX_PARAMETERS`] parameters.
    TooManyParameters,
    /// A pattern longer than [`TEXT_MAX_BYTES`](super::TEXT_MAX_BYTES).
    TooLong,
    /// A host pattern that is empty or holds what no host can: a slash, blanks, or a misplaced `?`.
    BadHost,
}

impl SyntaxFault {
    /// What is wrong, then what to write instead.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NoLeadingSlash => "a path starts with `/`",
            Self::UnbalancedBraces => "a brace has no partner; a literal brace is written `%7B` or `%7D`",
            Self::EmptyName => "a parameter needs a name, as in `{id}`; only a wildcard may go without: `{*}`",
            Self::BadName => {
                "a parameter's name starts with a letter or `_` and goes on with letters, digits, `_` or `-`"
            }
            Self::EmptyRegex => "nothing stands after the `:`; write `{id}` for any text or `{id:\\d+}` with a regex",
            Self::OptionalWithRegex => "an optional parameter takes no regex; write two routes instead",
            Self::WildcardWithRegex => "a wildcard takes no regex; constrain a parameter instead",
            Self::ReservedCharacter => "`?` and `#` end a path; write `%3F` or `%23` for the literal character",
            Self::BadEscape => "`%` starts an escape of two hexadecimal digits; a literal percent sign is `%25`",
            Self::DotSegment => "`.` and `..` as a whole segment are resolved by clients and never arrive",
            Self::OptionalNotLast => {
                "an optional parameter is a whole segment, and only optional parameters may follow it"
            }
            Self::AdjacentParameters => "two parameters need text between them, or a regex that says where one ends",
            Self::TwoWildcards => "one segment holds one wildcard at most",
            Self::WildcardBesideParameter => {
                "in a segment with a wildcard there may be literal text around it, or one parameter directly before it at the end"
            }
            Self::RepeatedName => "a parameter name stands twice in the joined path",
            Self::TooManyParameters => "a pattern has at most 32 parameters",
            Self::TooLong => "a pattern has at most 2048 bytes",
            Self::BadHost => "a host is written like `{tenant}.example.com`, `example.com:8080` or `{*host}:{port?}`",
        }
    }
}

impl std::fmt::Display for SyntaxFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.text())
    }
}

impl std::error::Error for SyntaxFault {}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Slash,
    Literal,
    /// `{name}`, `{name:regex}`, `{name?}`.
    Parameter,
    /// `*`, `{*name}`: may be empty.
    Wildcard,
    /// `{+name}`: at least one character.
    FilledWildcard,
}

/// Some bytes of a pattern: the first `len` of `from`.
///
/// Not a plain slice because cutting one is slow in constants, where a table of thousands of routes is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<'a> {
    pub(super) from: &'a [u8],
    pub(super) len: usize,
}

impl<'a> Span<'a> {
    pub(super) const EMPTY: Self = Self { from: &[], len: 0 };

    pub(super) const fn bytes(&self) -> &'a [u8] {
        self.from.split_at(self.len).0
    }

    /// The text. Spans of a `&str` begin and end beside ASCII characters, so it is always sound.
    pub(super) const fn text(&self) -> &'a str {
        match std::str::from_utf8(self.bytes()) {
            Ok(text) => text,
            Err(_) => "",
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(super) const fn is_same(&self, other: Self) -> bool {
        if self.len != other.len {
            return false;
        }
        let (mut a, mut b, mut left) = (self.from, other.from, self.len);
        while left > 0
            && let ([x, a_rest @ ..], [y, b_rest @ ..]) = (a, b)
        {
            if *x != *y {
                return false;
            }
            (a, b, left) = (a_rest, b_rest, left - 1);
        }
        true
    }
}

/// A piece of a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind,
    /// The whole token, of literal text in particular.
    pub(super) span: Span<'a>,
    pub(super) name: Span<'a>,
    pub(super) regex: Span<'a>,
    pub(super) optional: bool,
    /// Whether literal text holds a `%`.
    pub(super) has_escape: bool,
    /// What follows.
    pub(super) rest: &'a [u8],
}

impl<'a> Token<'a> {
    const fn new(kind: TokenKind, from: &'a [u8], len: usize, rest: &'a [u8]) -> Self {
        Self {
            kind,
            span: Span { from, len },
            name: Span::EMPTY,
            regex: Span::EMPTY,
            optional: false,
            has_escape: false,
            rest,
        }
    }

    pub(super) const fn is_wildcard(&self) -> bool {
        matches!(self.kind, TokenKind::Wildcard | TokenKind::FilledWildcard)
    }
}

/// The token at the start of `text`; `None` at the end.
pub(super) const fn next_token(text: &[u8]) -> Result<Option<Token<'_>>, SyntaxFault> {
    let token = match text {
        [] => return Ok(None),
        [b'/', rest @ ..] => Ok(Token::new(TokenKind::Slash, text, 1, rest)),
        [b'*', rest @ ..] => Ok(Token::new(TokenKind::Wildcard, text, 1, rest)),
        [b'{', b'*', rest @ ..] => next_braced(TokenKind::Wildcard, text, rest),
        [b'{', b'+', rest @ ..] => next_braced(TokenKind::FilledWildcard, text, rest),
        [b'{', rest @ ..] => next_braced(TokenKind::Parameter, text, rest),
        _ => next_literal(text),
    };
    match token {
        Ok(token) => Ok(Some(token)),
        Err(fault) => Err(fault),
    }
}

const fn next_literal(text: &[u8]) -> Result<Token<'_>, SyntaxFault> {
    let mut has_escape = false;
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        match *byte {
            b'/' | b'{' | b'*' => break,
            b'}' => return Err(SyntaxFault::UnbalancedBraces),
            b'?' | b'#' => return Err(SyntaxFault::ReservedCharacter),
            b'%' if escaped_byte(rest).is_none() => return Err(SyntaxFault::BadEscape),
            b'%' => has_escape = true,
            _ => {}
        }
        rest = after;
    }
    let mut token = Token::new(TokenKind::Literal, text, text.len() - rest.len(), rest);
    token.has_escape = has_escape;
    Ok(token)
}

/// A token in braces; `inner` follows the brace, and the `*` or `+` of a wildcard.
const fn next_braced<'a>(kind: TokenKind, text: &'a [u8], inner: &'a [u8]) -> Result<Token<'a>, SyntaxFault> {
    let name = match name(inner) {
        Ok(name) => name,
        Err(fault) => return Err(fault),
    };
    let mut token = Token::new(kind, text, text.len(), text);
    token.name = name.span;
    match name.rest {
        [b'}', rest @ ..] => token.rest = rest,
        [b'?', b'}', rest @ ..] => {
            token.optional = true;
            token.rest = rest;
        }
        [b'?', ..] => return Err(SyntaxFault::OptionalWithRegex),
        [_, regex @ ..] => match regex_len(regex) {
            None => return Err(SyntaxFault::UnbalancedBraces),
            Some(0) => return Err(SyntaxFault::EmptyRegex),
            Some(len) => {
                token.regex = Span { from: regex, len };
                token.rest = regex.split_at(len + 1).1;
            }
        },
        [] => return Err(SyntaxFault::UnbalancedBraces),
    }
    token.span.len = text.len() - token.rest.len();
    match token.is_wildcard() {
        true if !token.regex.is_empty() => Err(SyntaxFault::WildcardWithRegex),
        true if token.optional => Err(SyntaxFault::OptionalNotLast),
        false if token.name.is_empty() => Err(SyntaxFault::EmptyName),
        _ => Ok(token),
    }
}

/// A name and what follows it.
struct Name<'a> {
    span: Span<'a>,
    rest: &'a [u8],
}

const fn name(text: &[u8]) -> Result<Name<'_>, SyntaxFault> {
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        match *byte {
            b'}' | b':' | b'?' => {
                let span = Span { from: text, len: text.len() - rest.len() };
                return Ok(Name { span, rest });
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => {}
            b'0'..=b'9' | b'-' if rest.len() < text.len() => {}
            b'{' | b'/' => return Err(SyntaxFault::UnbalancedBraces),
            _ => return Err(SyntaxFault::BadName),
        }
        rest = after;
    }
    Err(SyntaxFault::UnbalancedBraces)
}

/// How long a regex is: up to the brace that closes its parameter. A backslash hides the character after it.
const fn regex_len(text: &[u8]) -> Option<usize> {
    let mut depth = 1;
    let mut len = 0;
    let mut rest = text;
    while let [byte, after @ ..] = rest {
        rest = after;
        match byte {
            b'\\' => {
                len += 1;
                if let [_, after @ ..] = after {
                    rest = after;
                }
            }
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(len);
                }
            }
            _ => {}
        }
        len += 1;
    }
    None
}

/// The byte that the escape `%XX` at the start of `text` stands for.
pub(super) const fn escaped_byte(text: &[u8]) -> Option<u8> {
    match text {
        [b'%', high, low, ..] => match (hex_digit(*high), hex_digit(*low)) {
            (Some(high), Some(low)) => Some(high * 16 + low),
            _ => None,
        },
        _ => None,
    }
}

const fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Whether a path starts as one must: with `/` or a wildcard.
pub(super) const fn has_path_start(path: &[u8]) -> bool {
    matches!(path, [b'/' | b'*', ..] | [b'{', b'*' | b'+', ..])
}

/// Whether two slices hold the same bytes, which `==` can't tell in constants.
pub(super) const fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}
