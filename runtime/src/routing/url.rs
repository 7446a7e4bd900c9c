//! Filling a pattern: from named values to the path of a link.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use regex::Regex;

use super::captures::Captures;
use super::grammar::{Token, TokenKind, next_token};
use super::matching::matches;
use super::path_text::{PathText, decode_all_but_separators, decode_value};
use super::pattern::{InvalidPattern, PathPattern, Regexes};

/// Everything but `pchar` of RFC 3986, 3.3: unreserved characters, sub-delimiters, `:` and `@`.
const IN_SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// In wildcards slashes stand for themselves.
const IN_WILDCARD: &AsciiSet = &IN_SEGMENT.remove(b'/');

/// Literal text has had its escapes resolved as far as they may be; those that are left stay.
const IN_LITERAL: &AsciiSet = &IN_SEGMENT.remove(b'%');

/// Why a pattern can't be filled with the given values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlError {
    /// The text is no pattern.
    Pattern(InvalidPattern),
    /// A parameter has no value.
    Missing {
        /// The parameter's name; empty for a `{+}` without one.
        name: String,
    },
    /// A value is given for a parameter that the pattern does not have.
    Unknown {
        /// The name that was given.
        name: String,
    },
    /// A value is empty where it can't be, or does not match the parameter's regex.
    Unfit {
        /// The parameter's name.
        name: String,
    },
    /// A segment would be `.` or `..`. Clients resolve these before they send a request, percent-encoded ones too
    /// (RFC 3986, 6.2.2.3), so that the link would lead somewhere else.
    DotSegment,
    /// The path would start with `//`, which clients take for the start of a host.
    LeadingSlashes,
    /// The router would read other values out of the path: `a.b` and `c` where `{x}.{y}` was filled with `a` and `b.c`.
    Ambiguous,
}

impl std::fmt::Display for UrlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Pattern(reason) => reason.fmt(f),
            Self::Missing { name } => write!(f, "the path needs a value for `{name}`"),
            Self::Unknown { name } => write!(f, "the path has no parameter `{name}`"),
            Self::Unfit { name } => write!(f, "the value for `{name}` is none that the route accepts"),
            Self::DotSegment => f.write_str("a segment of the path would be `.` or `..`, which clients resolve"),
            Self::LeadingSlashes => f.write_str("the path would start with `//`, which leads to another host"),
            Self::Ambiguous => f.write_str("the path would be read as other values than were given"),
        }
    }
}

impl std::error::Error for UrlError {}

/// A joined path pattern, ready to be filled. Parsing compiles constraints, so keep it for repeated use.
#[derive(Debug)]
pub struct UrlPattern {
    pieces: Vec<Piece>,
    parsed: PathPattern,
}

#[derive(Debug)]
enum Piece {
    /// Percent-encoded, slashes included.
    Literal(String),
    Parameter {
        name: String,
        regex: Option<Regex>,
        optional: bool,
    },
    Wildcard {
        name: String,
        filled: bool,
    },
}

/// [`UrlPattern::parse`] and [`UrlPattern::fill`] in one.
///
/// # Errors
///
/// See there.
pub fn fill(path: &str, values: &[(&str, &str)]) -> Result<String, UrlError> {
    UrlPattern::parse(path).map_err(UrlError::Pattern)?.fill(values)
}

impl UrlPattern {
    /// Parses a path pattern with all its prefixes joined.
    ///
    /// # Errors
    ///
    /// If the text is no pattern.
    pub fn parse(path: &str) -> Result<Self, InvalidPattern> {
        let mut regexes = Regexes::default();
        let parsed = PathPattern::parse(path, &mut regexes)?;
        let mut pieces = Vec::new();
        if !path.starts_with('/') {
            pieces.push(Piece::Literal("/".to_owned()));
        }
        let mut rest = path.as_bytes();
        while let Some(token) = next_token(rest)? {
            rest = token.rest;
            pieces.push(Piece::new(&token, &mut regexes)?);
        }
        Ok(Self { pieces, parsed })
    }

    /// The parameters, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parsed.names.iter().map(String::as_str).filter(|name| !name.is_empty())
    }

    /// The percent-encoded path in which each parameter has its value.
    ///
    /// A `/` in a parameter's value becomes `%2F`; in a wildcard's it stays. Optional parameters may go without a value
    /// from the first left out on. The router reads the same values out of the path, or there is an error.
    ///
    /// # Errors
    ///
    /// If a value is missing, not asked for, or such that the path would not lead back to the route and the values.
    pub fn fill(&self, values: &[(&str, &str)]) -> Result<String, UrlError> {
        self.refuse_unknown(values)?;
        let mut path = String::new();
        // The first optional parameter without a value.
        let mut first_missing = None;
        let mut left_out = 0;
        for piece in &self.pieces {
            match piece {
                // The slash between two optional parameters that are left out.
                Piece::Literal(_) if left_out > 0 => {}
                Piece::Literal(text) => path.push_str(text),
                Piece::Parameter { name, regex, optional } => match (value(values, name), first_missing) {
                    (Some(_), Some(earlier)) => return Err(missing(earlier)),
                    (Some(text), None) => push_parameter(&mut path, name, text, regex.as_ref())?,
                    (None, _) if *optional => {
                        first_missing = first_missing.or(Some(name));
                        left_out += 1;
                    }
                    (None, _) => return Err(missing(name)),
                },
                Piece::Wildcard { name, filled } => match value(values, name) {
                    Some("") if *filled => return Err(UrlError::Unfit { name: name.clone() }),
                    Some(text) => path.extend(utf8_percent_encode(text, IN_WILDCARD)),
                    None if name.is_empty() && !filled => {}
                    None => return Err(missing(name)),
                },
            }
        }
        if left_out > 0 && path.len() > 1 {
            path.pop();
        }
        self.check(&path, values, left_out)?;
        Ok(path)
    }

    fn refuse_unknown(&self, values: &[(&str, &str)]) -> Result<(), UrlError> {
        match values.iter().find(|(name, _)| self.names().all(|known| known != *name)) {
            Some((name, _)) => Err(UrlError::Unknown { name: (*name).to_owned() }),
            None => Ok(()),
        }
    }

    /// Reads the path back as the router would.
    fn check(&self, path: &str, values: &[(&str, &str)], left_out: usize) -> Result<(), UrlError> {
        if path.split('/').any(|segment| matches!(segment, "." | "..")) {
            return Err(UrlError::DotSegment);
        }
        if path.starts_with("//") {
            return Err(UrlError::LeadingSlashes);
        }
        let shape = &self.parsed.shapes[self.parsed.shapes.len() - 1 - left_out];
        let text = PathText::new(path);
        let mut captures = Captures::new();
        if !matches(&shape.segments, text.as_str(), &mut captures) {
            return Err(UrlError::Ambiguous);
        }
        let names = self.parsed.names.iter().enumerate();
        for (position, name) in names.filter(|(_, name)| !name.is_empty()) {
            let read = captures.range(position).map(|range| decode_value(&text.as_str()[range]));
            let is_same = match (read, value(values, name)) {
                (Some(Ok(read)), Some(given)) => read == given,
                (None, None) => true,
                _ => false,
            };
            if !is_same {
                return Err(UrlError::Ambiguous);
            }
        }
        Ok(())
    }
}

impl Piece {
    fn new(token: &Token<'_>, regexes: &mut Regexes) -> Result<Self, InvalidPattern> {
        let name = token.name.text().to_owned();
        Ok(match token.kind {
            TokenKind::Slash => Self::Literal("/".to_owned()),
            TokenKind::Literal => {
                let text = decode_all_but_separators(token.span.text());
                Self::Literal(utf8_percent_encode(&text, IN_LITERAL).to_string())
            }
            TokenKind::Wildcard => Self::Wildcard { name, filled: false },
            TokenKind::FilledWildcard => Self::Wildcard { name, filled: true },
            TokenKind::Parameter => {
                let regex = token.regex.text();
                Self::Parameter {
                    name,
                    regex: if regex.is_empty() { None } else { Some(regexes.whole(regex)?) },
                    optional: token.optional,
                }
            }
        })
    }
}

fn push_parameter(path: &mut String, name: &str, value: &str, regex: Option<&Regex>) -> Result<(), UrlError> {
    if value.is_empty() || regex.is_some_and(|regex| !regex.is_match(value)) {
        return Err(UrlError::Unfit { name: name.to_owned() });
    }
    path.extend(utf8_percent_encode(value, IN_SEGMENT));
    Ok(())
}

fn value<'v>(values: &[(&str, &'v str)], name: &str) -> Option<&'v str> {
    values.iter().find(|(known, _)| *known == name && !name.is_empty()).map(|(_, value)| *value)
}

fn missing(name: &str) -> UrlError {
    UrlError::Missing { name: name.to_owned() }
}
