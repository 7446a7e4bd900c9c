//! Segments that mix literal text and parameters, such as `{name}.{ext}` or `v{major:\d+}`.

use std::ops::Range;

use regex::Regex;

use super::captures::Captures;
use super::grammar::{Token, TokenKind};
use super::path_text::{decode_all_but_separators, decode_value};
use super::pattern::{InvalidPattern, check_syntax, compile, invalid_regex};

/// A mixed segment. Where a segment can be cut in several ways, the first parameter takes as much as it can:
/// `{name}.{ext}` cuts `a.tar.gz` into `a.tar` and `gz`.
#[derive(Debug, Clone)]
pub(super) struct Mixed {
    pieces: Box<[Piece]>,
    /// Matches the whole decoded segment, with a group for each parameter; only where one is constrained.
    regex: Option<WholeRegex>,
}

/// A regex over the whole segment and the numbers of the groups that are parameters.
#[derive(Debug, Clone)]
struct WholeRegex {
    regex: Regex,
    groups: Box<[usize]>,
}

#[derive(Debug, Clone)]
enum Piece {
    Literal(Box<str>),
    Parameter,
}

impl Mixed {
    pub(super) fn new(tokens: &[Token<'_>]) -> Result<Self, InvalidPattern> {
        let pieces = tokens.iter().map(|token| match token.kind {
            TokenKind::Literal => Piece::Literal(decode_all_but_separators(token.span.text()).into()),
            _ => Piece::Parameter,
        });
        let constrained = tokens.iter().any(|token| !token.regex.is_empty());
        Ok(Self { pieces: pieces.collect(), regex: if constrained { Some(WholeRegex::new(tokens)?) } else { None } })
    }

    /// How many bytes of the segment are literal.
    pub(super) fn literal_len(&self) -> usize {
        let len = |piece: &Piece| match piece {
            Piece::Literal(text) => text.len(),
            Piece::Parameter => 0,
        };
        self.pieces.iter().map(len).sum()
    }

    /// Whether the segment at that range of `path` matches; adds its captures if so.
    pub(super) fn matches(&self, path: &str, segment: Range<usize>, captures: &mut Captures) -> bool {
        match &self.regex {
            Some(whole) => whole.matches(path, segment, captures),
            None => self.match_pieces(path, segment, captures),
        }
    }

    /// Cuts from the end: the last place of a literal leaves the most to the parameters before it.
    fn match_pieces(&self, path: &str, segment: Range<usize>, captures: &mut Captures) -> bool {
        let before = captures.len();
        let parameters = self.pieces.iter().filter(|piece| matches!(piece, Piece::Parameter));
        for _ in parameters {
            captures.push_absent();
        }
        let mut position = captures.len();
        let mut end = segment.end;
        // The end of a parameter whose start is not known yet.
        let mut open: Option<usize> = None;
        for (index, piece) in self.pieces.iter().enumerate().rev() {
            let text = match piece {
                Piece::Parameter => {
                    open = Some(end);
                    continue;
                }
                Piece::Literal(text) => text,
            };
            let start = match find_literal(path, segment.start..end, text, open, index == 0) {
                Some(start) => start,
                None => {
                    captures.truncate(before);
                    return false;
                }
            };
            if let Some(parameter_end) = open.take() {
                position -= 1;
                captures.set(position, start + text.len()..parameter_end);
            }
            end = start;
        }
        match open {
            Some(parameter_end) if parameter_end > segment.start => {
                captures.set(position - 1, segment.start..parameter_end);
                true
            }
            None if end == segment.start => true,
            _ => {
                captures.truncate(before);
                false
            }
        }
    }
}

/// Where a literal stands: the last place that leaves at least one byte to the parameter after it, if there is one.
fn find_literal(path: &str, within: Range<usize>, text: &str, open: Option<usize>, is_first: bool) -> Option<usize> {
    let haystack = &path[within.clone()];
    if open.is_none() {
        return haystack.ends_with(text).then(|| within.end - text.len());
    }
    if is_first {
        return (haystack.starts_with(text) && haystack.len() > text.len()).then_some(within.start);
    }
    let last_character = haystack.chars().next_back()?;
    let searched = &haystack[..haystack.len() - last_character.len_utf8()];
    searched.rfind(text).map(|at| within.start + at)
}

impl WholeRegex {
    fn new(tokens: &[Token<'_>]) -> Result<Self, InvalidPattern> {
        let mut source = String::from(r"\A");
        for (index, token) in tokens.iter().enumerate() {
            if token.kind == TokenKind::Literal {
                let literal = decode_all_but_separators(token.span.text());
                source.push_str(&regex::escape(&decode_value(&literal).unwrap_or_default()));
                continue;
            }
            let constraint = if token.regex.is_empty() { "(?s:.+)" } else { token.regex.text() };
            check_syntax(constraint)?;
            source.push_str(&format!("(?P<{GROUP}{index}>{constraint})"));
        }
        source.push_str(r"\z");
        let regex = compile(&source).map_err(|error| invalid_regex(&source, &error))?;
        // Constraints may have groups of their own, so the parameters' are found by name.
        let ours = |name: Option<&str>| name.is_some_and(|name| name.starts_with(GROUP));
        let groups = regex.capture_names().enumerate().filter(|(_, name)| ours(*name));
        let groups = groups.map(|(number, _)| number).collect();
        Ok(Self { regex, groups })
    }

    /// Allocates, but only for a segment that matches.
    fn matches(&self, path: &str, segment: Range<usize>, captures: &mut Captures) -> bool {
        let text = &path[segment.clone()];
        let Ok(decoded) = decode_value(text) else { return false };
        if !self.regex.is_match(&decoded) {
            return false;
        }
        let Some(found) = self.regex.captures(&decoded) else { return false };
        for group in &self.groups {
            match found.get(*group) {
                // A parameter is never empty, whatever its regex allows.
                Some(part) if !part.is_empty() => {
                    let start = segment.start + encoded_offset(text, part.start());
                    captures.push(start..segment.start + encoded_offset(text, part.end()));
                }
                _ => return false,
            }
        }
        true
    }
}

/// What the names of our groups start with.
const GROUP: &str = "cepa_parameter_";

/// The place in a segment of what stands at `decoded` once its escapes are resolved: each is two bytes shorter then.
fn encoded_offset(segment: &str, decoded: usize) -> usize {
    let mut encoded = 0;
    let mut left = decoded;
    while left > 0 {
        let is_escape = super::grammar::escaped_byte(&segment.as_bytes()[encoded..]).is_some();
        encoded += if is_escape { 3 } else { 1 };
        left -= 1;
    }
    encoded
}
