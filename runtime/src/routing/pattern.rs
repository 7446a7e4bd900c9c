//! Path patterns at run time: one pattern becomes one or more shapes, each a list of segments.

use regex::{Regex, RegexBuilder};

use super::form::Form;
use super::grammar::{SyntaxFault, Token, TokenKind, next_token};
use super::mixed::Mixed;
use super::path_text::decode_all_but_separators;
use super::reader::Reader;

/// How much memory one compiled regex may take, in bytes.
const REGEX_MAX_BYTES: usize = 2 << 20;

/// Why a pattern can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidPattern {
    /// The pattern's own text is wrong.
    Syntax(SyntaxFault),
    /// A constraint is no regex, or one that compiles to more than 2 MiB.
    Regex {
        /// The regex as it was written.
        regex: String,
        /// What the `regex` crate says of it.
        reason: String,
    },
}

impl From<SyntaxFault> for InvalidPattern {
    fn from(fault: SyntaxFault) -> Self {
        Self::Syntax(fault)
    }
}

impl std::fmt::Display for InvalidPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Syntax(fault) => fault.fmt(f),
            Self::Regex { regex, reason } => write!(f, "`{regex}` can't be used as a constraint: {reason}"),
        }
    }
}

impl std::error::Error for InvalidPattern {}

/// A path pattern, parsed.
#[derive(Debug)]
pub(super) struct PathPattern {
    /// What is captured, in order: the name of each parameter and wildcard, empty for a wildcard without one. Every shape
    /// captures the first few of them.
    pub(super) names: Vec<String>,
    /// The pattern with none, one, … all of its optional parameters.
    pub(super) shapes: Vec<Shape>,
}

/// What one path can look like.
#[derive(Debug, Clone)]
pub(super) struct Shape {
    /// The comparable form: equal for two shapes that match the same paths.
    pub(super) form: Vec<u8>,
    pub(super) segments: Vec<Segment>,
}

/// What stands between two slashes of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Segment {
    /// In the form of a [`PathText`](super::PathText). Empty at the end of `/x/`.
    Literal(Box<str>),
    /// `{name}`: any text but the empty one.
    Parameter,
    /// `{name:regex}`: text whose decoded form the regex matches.
    Constrained(Regex),
    /// Literal text and parameters in one segment.
    Mixed(Mixed),
    /// A wildcard, which takes in any number of segments.
    Wildcard(Wildcard),
}

/// A wildcard and the literal text around it in its segment.
#[derive(Debug, Clone, Default)]
pub(super) struct Wildcard {
    pub(super) prefix: Box<str>,
    pub(super) suffix: Box<str>,
    /// `{+name}`: the text is not empty.
    pub(super) filled: bool,
    /// `{a}*`: the wildcard hangs on the segment before and starts where that ends; its text is empty or starts with `/`.
    pub(super) attached: bool,
}

impl Wildcard {
    /// Whether it is a whole segment without text around it, and may be empty.
    pub(super) fn is_plain(&self) -> bool {
        self.prefix.is_empty() && self.suffix.is_empty() && !self.filled && !self.attached
    }
}

/// Compiles constraints, each distinct one once.
#[derive(Debug, Default)]
pub(super) struct Regexes {
    compiled: Vec<(String, Regex)>,
}

impl Regexes {
    /// A regex that a whole text must match.
    pub(super) fn whole(&mut self, regex: &str) -> Result<Regex, InvalidPattern> {
        if let Some((_, known)) = self.compiled.iter().find(|(known, _)| known == regex) {
            return Ok(known.clone());
        }
        check_syntax(regex)?;
        let compiled = compile(&format!(r"\A(?:{regex})\z")).map_err(|error| invalid_regex(regex, &error))?;
        self.compiled.push((regex.to_owned(), compiled.clone()));
        Ok(compiled)
    }
}

/// Refuses what is a regex only between the parentheses it is put into, such as `a)|(b`.
pub(super) fn check_syntax(regex: &str) -> Result<(), InvalidPattern> {
    // Without room nothing is compiled, which is what takes time; syntax is checked before.
    match RegexBuilder::new(regex).size_limit(0).build() {
        Err(error @ regex::Error::Syntax(_)) => Err(invalid_regex(regex, &error)),
        _ => Ok(()),
    }
}

pub(super) fn compile(regex: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(regex).size_limit(REGEX_MAX_BYTES).build()
}

pub(super) fn invalid_regex(regex: &str, error: &regex::Error) -> InvalidPattern {
    InvalidPattern::Regex { regex: regex.to_owned(), reason: error.to_string() }
}

impl PathPattern {
    /// Parses a path with all its prefixes joined.
    ///
    /// # Errors
    ///
    /// If the text is no pattern, or a constraint no regex.
    pub(super) fn parse(path: &str, regexes: &mut Regexes) -> Result<Self, InvalidPattern> {
        let mut reader = Reader::new(Form::written());
        reader.read(path)?;
        let segments = parse_segments(path, regexes)?;
        let count = reader.shape_count();
        let shapes = (0..count).map(|kept| {
            let mut segments = segments.clone();
            // Optional parameters are the last segments, one each.
            segments.truncate(segments.len() - (count - 1 - kept));
            if segments.is_empty() {
                segments.push(Segment::Literal("".into()));
            }
            let form = reader.shape(kept).text().as_bytes().to_vec();
            Shape { form, segments }
        });
        Ok(Self { names: capture_names(path)?, shapes: shapes.collect() })
    }
}

/// The names of a pattern's parameters and wildcards, the empty one for a wildcard without a name.
///
/// These are captured too, so that routes of one form, which are matched together, capture alike.
pub(super) fn capture_names(pattern: &str) -> Result<Vec<String>, SyntaxFault> {
    let mut names = Vec::new();
    let mut rest = pattern.as_bytes();
    while let Some(token) = next_token(rest)? {
        if !matches!(token.kind, TokenKind::Slash | TokenKind::Literal) {
            names.push(token.name.text().to_owned());
        }
        rest = token.rest;
    }
    Ok(names)
}

fn parse_segments(path: &str, regexes: &mut Regexes) -> Result<Vec<Segment>, InvalidPattern> {
    let mut segments = Vec::new();
    let mut pieces = Vec::new();
    // `*` alone is short for `/*`.
    let mut rest = path.strip_prefix('/').unwrap_or(path).as_bytes();
    while let Some(token) = next_token(rest)? {
        rest = token.rest;
        if token.kind == TokenKind::Slash {
            push_segment(&mut segments, &pieces, regexes)?;
            pieces.clear();
        } else {
            pieces.push(token);
        }
    }
    push_segment(&mut segments, &pieces, regexes)?;
    Ok(segments)
}

/// Adds what the tokens between two slashes stand for: a segment, or one and the wildcard that hangs on it.
fn push_segment(
    segments: &mut Vec<Segment>,
    pieces: &[Token<'_>],
    regexes: &mut Regexes,
) -> Result<(), InvalidPattern> {
    if let Some(at) = pieces.iter().position(Token::is_wildcard) {
        let (before, after) = (&pieces[..at], &pieces[at + 1..]);
        let attached = before.iter().any(|piece| piece.kind == TokenKind::Parameter);
        if attached {
            segments.push(single_segment(before, regexes)?);
        }
        segments.push(Segment::Wildcard(Wildcard {
            prefix: if attached { "".into() } else { literal(before) },
            suffix: literal(after),
            filled: pieces[at].kind == TokenKind::FilledWildcard,
            attached,
        }));
    } else {
        segments.push(single_segment(pieces, regexes)?);
    }
    Ok(())
}

fn single_segment(pieces: &[Token<'_>], regexes: &mut Regexes) -> Result<Segment, InvalidPattern> {
    match pieces {
        [] => Ok(Segment::Literal("".into())),
        [piece] if piece.kind == TokenKind::Literal => Ok(Segment::Literal(literal(pieces))),
        [piece] if piece.regex.is_empty() => Ok(Segment::Parameter),
        [piece] => Ok(Segment::Constrained(regexes.whole(piece.regex.text())?)),
        _ => Ok(Segment::Mixed(Mixed::new(pieces)?)),
    }
}

/// The literal text of the pieces, at most one.
pub(super) fn literal(pieces: &[Token<'_>]) -> Box<str> {
    let text = pieces.first().map_or("", |piece| piece.span.text());
    decode_all_but_separators(text).into()
}
