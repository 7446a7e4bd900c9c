//! Does a path match a list of segments, and what does it capture? Needs no allocation, except for some mixed segments.
//!
//! A segment without wildcard is compared with one segment of the path. A wildcard takes in one or more whole segments and
//! as few as possible, except the last one, which takes all that the segments after it leave. As everything between two
//! wildcards has a fixed number of segments, the first place where it fits is as good as any later one: nothing is ever
//! tried again, and the work is at most the number of the path's segments times that of the pattern's.

use std::ops::Range;

use super::captures::Captures;
use super::path_text::decode_value;
use super::pattern::{Segment, Wildcard};

/// Matches a path, which starts with `/`, from end to end. Adds the captures, or leaves some behind on failure.
pub(super) fn matches(segments: &[Segment], path: &str, captures: &mut Captures) -> bool {
    let mut at = 0;
    for (index, segment) in segments.iter().enumerate() {
        if let Segment::Wildcard(wildcard) = segment {
            return match_wildcard(wildcard, &segments[index + 1..], path, at, captures);
        }
        match match_segment(segment, path, at, captures) {
            Some(end) => at = end,
            None => return false,
        }
    }
    at == path.len()
}

/// Matches one segment whose slash stands at `at`; gives where it ends.
fn match_segment(segment: &Segment, path: &str, at: usize, captures: &mut Captures) -> Option<usize> {
    let range = segment_range(path, at)?;
    let text = &path[range.clone()];
    let matched = match segment {
        Segment::Literal(literal) => **literal == *text,
        Segment::Parameter => !text.is_empty(),
        Segment::Constrained(regex) => {
            !text.is_empty() && decode_value(text).is_ok_and(|decoded| regex.is_match(&decoded))
        }
        Segment::Mixed(mixed) => return mixed.matches(path, range.clone(), captures).then_some(range.end),
        Segment::Wildcard(_) => false,
    };
    if !matched {
        return None;
    }
    if !matches!(segment, Segment::Literal(_)) {
        captures.push(range.clone());
    }
    Some(range.end)
}

/// The text after the slash at `at`, up to the next one; `None` at the end of the path.
pub(super) fn segment_range(path: &str, at: usize) -> Option<Range<usize>> {
    let start = at + 1;
    let rest = path.get(start..)?;
    let end = rest.bytes().position(|byte| byte == b'/').map_or(path.len(), |len| start + len);
    Some(start..end)
}

/// Matches a wildcard that starts at the slash at `at`, and everything after it.
fn match_wildcard(wildcard: &Wildcard, after: &[Segment], path: &str, at: usize, captures: &mut Captures) -> bool {
    let next_wildcard = after.iter().position(|segment| matches!(segment, Segment::Wildcard(_)));
    let Some(count) = next_wildcard else {
        return match_last_wildcard(wildcard, after, path, at, captures);
    };
    let between = &after[..count];
    let Segment::Wildcard(next) = &after[count] else { return false };
    let before = captures.len();
    let mut end = first_end(wildcard, path, at);
    while let Some(wildcard_end) = end {
        if let Some(text) = wildcard_text(wildcard, path, at, wildcard_end) {
            captures.truncate(before);
            captures.push(text);
            if let Some(between_end) = match_between(between, next, path, wildcard_end, captures) {
                return match_wildcard(next, &after[count + 1..], path, between_end, captures);
            }
        }
        end = segment_range(path, wildcard_end).map(|range| range.end);
    }
    false
}

/// Matches the segments between two wildcards, and the literal text that the second starts with.
fn match_between(
    between: &[Segment],
    next: &Wildcard,
    path: &str,
    start: usize,
    captures: &mut Captures,
) -> Option<usize> {
    let mut at = start;
    for segment in between {
        at = match_segment(segment, path, at, captures)?;
    }
    if !next.attached {
        let range = segment_range(path, at)?;
        path[range].starts_with(&*next.prefix).then_some(())?;
    }
    Some(at)
}

/// Matches the last wildcard of a pattern: what follows it is anchored at the end of the path.
fn match_last_wildcard(wildcard: &Wildcard, after: &[Segment], path: &str, at: usize, captures: &mut Captures) -> bool {
    let Some(end) = start_of_last_segments(path, after.len()) else {
        return false;
    };
    if first_end(wildcard, path, at).is_none_or(|first| end < first) {
        return false;
    }
    let Some(text) = wildcard_text(wildcard, path, at, end) else {
        return false;
    };
    captures.push(text);
    let mut at = end;
    for segment in after {
        match match_segment(segment, path, at, captures) {
            Some(end) => at = end,
            None => return false,
        }
    }
    at == path.len()
}

/// Where the shortest text of a wildcard ends: after one segment, or at once if it hangs on the one before.
fn first_end(wildcard: &Wildcard, path: &str, at: usize) -> Option<usize> {
    if wildcard.attached { Some(at) } else { segment_range(path, at).map(|range| range.end) }
}

/// The text a wildcard takes in if it starts at the slash at `at` and ends at `end`.
fn wildcard_text(wildcard: &Wildcard, path: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let start = if wildcard.attached { at } else { at + 1 };
    let text = path.get(start..end)?;
    let inner = text.strip_prefix(&*wildcard.prefix)?.strip_suffix(&*wildcard.suffix)?;
    if wildcard.filled && inner.is_empty() {
        return None;
    }
    let inner_start = start + wildcard.prefix.len();
    Some(inner_start..inner_start + inner.len())
}

/// The position of the slash in front of the last `count` segments.
fn start_of_last_segments(path: &str, count: usize) -> Option<usize> {
    let mut end = path.len();
    for _ in 0..count {
        end = path[..end].rfind('/')?;
    }
    Some(end)
}
