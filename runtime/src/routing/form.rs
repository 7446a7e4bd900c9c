//! The comparable form of a pattern: names erased, escapes resolved, as a hash and, on demand, as text.

use cepa_listing::digest::{Digest, hash_step};

use super::grammar::{Span, SyntaxFault, Token, TokenKind, escaped_byte, next_token};
use super::text::Text;

/// The form of a pattern, or of as much of it as was pushed.
///
/// Literal text stands for itself, with its escapes resolved except `%2F` and `%25`; parameters are `%{}`, constrained
/// ones `%{:regex}`, wildcards `%*` and `%+`. As a `%` of literal text is always followed by `25` or `2F`, two patterns
/// have the same form exactly if they match the same paths in the same way.
///
/// The hash is that of a [`Digest`], over that text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    mark: Mark,
    text: Text,
    keeps_text: bool,
}

/// A position in a [`Form`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    hash: u64,
    len: usize,
    /// Slashes that were pushed and stand at the end. They are not in `hash` and `len` yet, as joining drops them.
    slashes: usize,
}

impl Mark {
    /// The hash of everything before it.
    pub(super) const fn hash(&self) -> u64 {
        let mut hash = self.hash;
        let mut left = self.slashes;
        while left > 0 {
            hash = hash_step(hash, b'/');
            left -= 1;
        }
        hash
    }

    /// Before the slash in front of a parameter, unless nothing would be left.
    pub(super) const fn without_slash(mut self) -> Self {
        if self.len > 0 {
            self.slashes -= 1;
        }
        self
    }
}

impl Form {
    /// An empty form that is kept as a hash alone.
    pub(super) const fn hashed() -> Self {
        Self { mark: Mark { hash: 0, len: 0, slashes: 0 }, text: Text::new(), keeps_text: false }
    }

    /// An empty form that is kept as text too.
    pub(super) const fn written() -> Self {
        let mut form = Self::hashed();
        form.keeps_text = true;
        form
    }

    /// The form of a host pattern. Hosts know no case, so literal text is in lower case.
    pub(super) const fn host(pattern: &str, mut form: Self) -> Result<Self, SyntaxFault> {
        let mut rest = pattern.as_bytes();
        while let Some(token) = match next_token(rest) {
            Ok(token) => token,
            Err(fault) => return Err(fault),
        } {
            match token.kind {
                TokenKind::Slash => return Err(SyntaxFault::BadHost),
                TokenKind::Literal => {
                    if let Err(fault) = form.push_host_literal(token.span) {
                        return Err(fault);
                    }
                }
                _ => form.push_token(token),
            }
            if token.optional {
                form.push(b"%?");
            }
            rest = token.rest;
        }
        if form.is_empty() {
            return Err(SyntaxFault::BadHost);
        }
        if form.is_too_long() { Err(SyntaxFault::TooLong) } else { Ok(form) }
    }

    /// The hash of everything pushed.
    pub(super) const fn hash(&self) -> u64 {
        self.mark.hash()
    }

    /// Everything pushed but the slashes at the end, and these names.
    pub(super) const fn digest(&self, names: u64) -> Digest {
        Digest::new(self.mark.hash, self.mark.len as u32, names)
    }

    /// Everything pushed, if the form is [`written`](Self::written).
    pub(super) const fn text(mut self) -> Text {
        self.write_slashes();
        self.text
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.mark.len == 0
    }

    pub(super) const fn is_too_long(&self) -> bool {
        self.mark.len + self.mark.slashes > super::TEXT_MAX_BYTES
    }

    pub(super) const fn mark(&self) -> Mark {
        self.mark
    }

    pub(super) const fn return_to(&mut self, mark: Mark) {
        self.mark = mark;
        self.text.truncate(mark.len);
    }

    pub(super) const fn drop_trailing_slashes(&mut self) {
        self.mark.slashes = 0;
    }

    pub(super) const fn push_slash(&mut self) {
        self.mark.slashes += 1;
    }

    pub(super) const fn push_token(&mut self, token: Token<'_>) {
        match token.kind {
            TokenKind::Slash => self.push_slash(),
            TokenKind::Literal if token.has_escape => self.push_escaped(token.span),
            TokenKind::Literal => self.push_span(token.span),
            TokenKind::Wildcard => self.push(b"%*"),
            TokenKind::FilledWildcard => self.push(b"%+"),
            TokenKind::Parameter if token.regex.is_empty() => self.push(b"%{}"),
            TokenKind::Parameter => {
                self.push(b"%{:");
                self.push_span(token.regex);
                self.push(b"}");
            }
        }
    }

    const fn push(&mut self, piece: &[u8]) {
        self.push_span(Span { from: piece, len: piece.len() });
    }

    const fn push_span(&mut self, span: Span<'_>) {
        self.write_slashes();
        let mut hash = self.mark.hash;
        let mut left = span.len;
        let mut rest = span.from;
        while left > 0
            && let [byte, after @ ..] = rest
        {
            hash = hash_step(hash, *byte);
            rest = after;
            left -= 1;
        }
        self.mark.hash = hash;
        self.mark.len += span.len;
        if self.keeps_text {
            self.text.push_bytes(span.bytes());
        }
    }

    const fn push_escaped(&mut self, span: Span<'_>) {
        let mut rest = span.bytes();
        while let [byte, after @ ..] = rest {
            match escaped_byte(rest) {
                Some(b'/') => self.push(b"%2F"),
                Some(b'%') => self.push(b"%25"),
                Some(escaped) => self.push(&[escaped]),
                None => self.push(&[*byte]),
            }
            rest = match rest {
                [b'%', _, _, after @ ..] => after,
                _ => after,
            };
        }
    }

    const fn push_host_literal(&mut self, span: Span<'_>) -> Result<(), SyntaxFault> {
        let mut rest = span.bytes();
        while let [byte, after @ ..] = rest {
            if *byte <= b' ' || *byte == b'%' {
                return Err(SyntaxFault::BadHost);
            }
            self.push(&[byte.to_ascii_lowercase()]);
            rest = after;
        }
        Ok(())
    }

    const fn write_slashes(&mut self) {
        while self.mark.slashes > 0 {
            self.mark.slashes -= 1;
            self.mark.hash = hash_step(self.mark.hash, b'/');
            self.mark.len += 1;
            if self.keeps_text {
                self.text.push_bytes(b"/");
            }
        }
    }
}
