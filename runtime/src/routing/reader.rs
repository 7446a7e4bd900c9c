//! Reads whole patterns: checks how their tokens stand together and brings them into a form that can be compared.
//!
//! Two routes overlap when method, host form and path form are equal. The check during the build and the run-time
//! builder both read here, and a prefix is read once for all routes below it.

use cepa_listing::digest::{Digest, with_name};
use cepa_listing::joint;

use super::form::{Form, Mark};
use super::grammar::{MAX_PARAMETERS, Span, SyntaxFault, Token, TokenKind, has_path_start, next_token};

/// What was read of a path so far: mounts first, then the route's own pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    form: Form,
    names: [Span<'a>; MAX_PARAMETERS],
    name_count: usize,
    /// Where the form ended before each optional parameter.
    shapes: [Mark; MAX_PARAMETERS],
    optional_count: usize,
}

impl<'a> Reader<'a> {
    /// Before anything was read. Reading is faster while the form is not kept as text, just as a hash.
    pub(super) const fn new(form: Form) -> Self {
        Self {
            shapes: [form.mark(); MAX_PARAMETERS],
            form,
            names: [Span::EMPTY; MAX_PARAMETERS],
            name_count: 0,
            optional_count: 0,
        }
    }

    /// Joins a prefix or a path to what was read before.
    pub(super) const fn read(&mut self, path: &'a str) -> Result<(), SyntaxFault> {
        let text = path.as_bytes();
        if !text.is_empty() && !has_path_start(text) {
            return Err(SyntaxFault::NoLeadingSlash);
        }
        self.form.drop_trailing_slashes();
        let joint = joint(self.form.is_empty(), text);
        if joint.with_slash {
            self.form.push_slash();
        }
        if joint.with_path
            && let Err(fault) = self.read_tokens(text)
        {
            return Err(fault);
        }
        if self.form.is_too_long() { Err(SyntaxFault::TooLong) } else { Ok(()) }
    }

    const fn read_tokens(&mut self, text: &'a [u8]) -> Result<(), SyntaxFault> {
        let mut segment = SegmentState::START;
        let mut rest = text;
        loop {
            // Not left to `next_token`, as every token takes its time in constants.
            if let [b'/', after @ ..] = rest {
                // `/a/{b?}/` would need a shape that ends in two slashes.
                if self.optional_count > 0 && after.is_empty() {
                    return Err(SyntaxFault::OptionalNotLast);
                }
                self.form.push_slash();
                segment = SegmentState::START;
                rest = after;
            }
            let token = match next_token(rest) {
                Ok(Some(token)) => token,
                Ok(None) => return Ok(()),
                Err(fault) => return Err(fault),
            };
            if matches!(token.kind, TokenKind::Slash) {
                continue;
            }
            rest = token.rest;
            if let Err(fault) = segment.take(token) {
                return Err(fault);
            }
            if let Err(fault) = self.take(token) {
                return Err(fault);
            }
            self.form.push_token(token);
        }
    }

    const fn take(&mut self, token: Token<'a>) -> Result<(), SyntaxFault> {
        if token.optional {
            self.shapes[self.optional_count] = self.form.mark().without_slash();
            self.optional_count += 1;
        } else if self.optional_count > 0 {
            return Err(SyntaxFault::OptionalNotLast);
        }
        if token.name.is_empty() { Ok(()) } else { self.take_name(token.name) }
    }

    const fn take_name(&mut self, name: Span<'a>) -> Result<(), SyntaxFault> {
        let mut earlier = 0;
        while earlier < self.name_count {
            if self.names[earlier].is_same(name) {
                return Err(SyntaxFault::RepeatedName);
            }
            earlier += 1;
        }
        if self.name_count == MAX_PARAMETERS {
            return Err(SyntaxFault::TooManyParameters);
        }
        self.names[self.name_count] = name;
        self.name_count += 1;
        Ok(())
    }

    /// How many shapes the path has: one more than it has optional parameters.
    pub(super) const fn shape_count(&self) -> usize {
        self.optional_count + 1
    }

    /// The hash of the form in which only the first `kept` optional parameters are given.
    pub(super) const fn shape_hash(&self, kept: usize) -> u64 {
        if kept < self.optional_count { self.shapes[kept].hash() } else { self.form.hash() }
    }

    /// What was read, as the prefix of other paths.
    pub(super) const fn digest(&self) -> Digest {
        let mut names = 0;
        let mut at = 0;
        while at < self.name_count {
            names = match with_name(names, self.names[at].bytes()) {
                Some(names) => names,
                None => return Digest::UNKNOWN,
            };
            at += 1;
        }
        if self.optional_count > 0 { Digest::UNKNOWN } else { self.form.digest(names) }
    }

    /// The form in which only the first `kept` optional parameters are given.
    pub(super) const fn shape(&self, kept: usize) -> Form {
        let mut form = self.form;
        if kept < self.optional_count {
            form.return_to(self.shapes[kept]);
        }
        form
    }
}

/// What was seen of the segment being read.
#[derive(Clone, Copy)]
struct SegmentState {
    pieces: usize,
    parameters: usize,
    /// Whether the piece before was a parameter, and whether it had a regex.
    after_parameter: Option<bool>,
    after_wildcard: bool,
    optional: bool,
}

impl SegmentState {
    const START: Self =
        Self { pieces: 0, parameters: 0, after_parameter: None, after_wildcard: false, optional: false };

    const fn take(&mut self, token: Token<'_>) -> Result<(), SyntaxFault> {
        if self.optional || (token.optional && self.pieces > 0) {
            return Err(SyntaxFault::OptionalNotLast);
        }
        match token.kind {
            TokenKind::Slash => return Ok(()),
            TokenKind::Literal => {
                if self.pieces == 0 && is_dot_segment(token) {
                    return Err(SyntaxFault::DotSegment);
                }
                // After a wildcard literal text may follow, unless the wildcard hangs on a parameter.
                if self.after_wildcard && self.parameters > 0 {
                    return Err(SyntaxFault::WildcardBesideParameter);
                }
                self.after_parameter = None;
            }
            TokenKind::Parameter => {
                if self.after_wildcard {
                    return Err(SyntaxFault::WildcardBesideParameter);
                }
                if matches!(self.after_parameter, Some(false)) && token.regex.is_empty() {
                    return Err(SyntaxFault::AdjacentParameters);
                }
                self.parameters += 1;
                self.after_parameter = Some(!token.regex.is_empty());
                self.optional = token.optional;
            }
            TokenKind::Wildcard | TokenKind::FilledWildcard => {
                if self.after_wildcard {
                    return Err(SyntaxFault::TwoWildcards);
                }
                if self.parameters > 0 && self.after_parameter.is_none() {
                    return Err(SyntaxFault::WildcardBesideParameter);
                }
                self.after_wildcard = true;
                self.after_parameter = None;
            }
        }
        self.pieces += 1;
        Ok(())
    }
}

/// Whether a literal that starts a segment is a whole segment `.` or `..`.
const fn is_dot_segment(token: Token<'_>) -> bool {
    matches!((token.span.len, token.span.from), (1, [b'.', ..]) | (2, [b'.', b'.', ..]))
        && matches!(token.rest, [] | [b'/', ..])
}
