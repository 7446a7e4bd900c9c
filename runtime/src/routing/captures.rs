//! What a match captured: byte ranges, kept without allocation for the usual number of parameters.

use std::ops::Range;

/// How many ranges are kept in place; more go to the heap.
const INLINE: usize = 4;

/// The byte ranges of a match's parameters, in the order of the pattern; [`Names`] tells which is whose.
///
/// Ranges of path parameters point into the [`PathText`](super::PathText), those of host parameters into the host.
#[derive(Debug, Clone)]
pub struct Captures {
    inline: [Span; INLINE],
    more: Vec<Span>,
    len: usize,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A parameter that took no part, such as an optional one that was left out.
    const ABSENT: Self = Self { start: u32::MAX, end: u32::MAX };

    fn new(range: Range<usize>) -> Self {
        let as_u32 = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: as_u32(range.start), end: as_u32(range.end) }
    }
}

impl Captures {
    /// No captures.
    pub const fn new() -> Self {
        Self { inline: [Span::ABSENT; INLINE], more: Vec::new(), len: 0 }
    }

    /// How many ranges were captured, absent ones included.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was captured.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The range at a position that [`Names`] gives; `None` for a parameter that was left out.
    pub fn range(&self, position: usize) -> Option<Range<usize>> {
        let span = if position >= self.len {
            return None;
        } else if position < INLINE {
            self.inline[position]
        } else {
            self.more[position - INLINE]
        };
        (span.start != Span::ABSENT.start).then_some(span.start as usize..span.end as usize)
    }

    /// Adds a range. Texts are far shorter than 4 GiB; [`Router::find`](super::Router::find) refuses longer ones.
    pub(super) fn push(&mut self, range: Range<usize>) {
        self.push_span(Span::new(range));
    }

    /// Fills in a range that was pushed as absent.
    pub(super) fn set(&mut self, position: usize, range: Range<usize>) {
        let span = Span::new(range);
        if position < INLINE {
            self.inline[position] = span;
        } else {
            self.more[position - INLINE] = span;
        }
    }

    pub(super) fn push_absent(&mut self) {
        self.push_span(Span::ABSENT);
    }

    fn push_span(&mut self, span: Span) {
        if self.len < INLINE {
            self.inline[self.len] = span;
        } else {
            self.more.push(span);
        }
        self.len += 1;
    }

    /// Forgets the ranges from `len` on.
    pub(super) fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
        self.more.truncate(self.len.saturating_sub(INLINE));
    }
}

impl Default for Captures {
    fn default() -> Self {
        Self::new()
    }
}

/// The names of a route's parameters, and which capture belongs to each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// One for each capture, those of the path first; empty for a wildcard without a name.
    captured: Vec<Box<str>>,
    path_count: usize,
}

impl Names {
    pub(super) fn new(path: Vec<String>, host: &[String]) -> Self {
        let path_count = path.len();
        let host = host.iter().map(|name| Box::from(&**name));
        let captured = path.into_iter().map(String::into_boxed_str).chain(host).collect();
        Self { captured, path_count }
    }

    /// Which capture belongs to a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.captured.iter().position(|known| **known == *name && !name.is_empty())
    }

    /// Every name with the position of its capture, in order: path first, then host.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        let all = self.captured.iter().enumerate();
        all.filter(|(_, name)| !name.is_empty()).map(|(position, name)| (&**name, position))
    }

    /// How many captures are of the path; the others are of the host.
    pub fn path_count(&self) -> usize {
        self.path_count
    }

    /// The text of a capture, as it stands in the path or host it was captured from; not yet decoded.
    pub fn value<'t>(&self, captures: &Captures, position: usize, path: &'t str, host: &'t str) -> Option<&'t str> {
        let text = if position < self.path_count { path } else { host };
        text.get(captures.range(position)?)
    }
}
