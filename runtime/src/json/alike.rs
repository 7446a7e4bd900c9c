//! The texts that serde_json and sonic-rs read alike. What differs is left to serde_json, whose reading is the rule.
//!
//! sonic-rs 0.5.10 descends twice as deep as serde_json, and without end into members that nobody asked for; it takes any four
//! characters for the digits of an escape there, reads `-0` as `0`, and allows whitespace before a number that is a map's key.
//!
//! The texts are not parsed for it: a wrong suspicion costs time alone. Whether there is more that differs, `alike_tests` looks.

use std::sync::LazyLock;

use memchr::{memchr_iter, memmem};

/// serde_json descends so deep. What has no more brackets, within strings too, is no deeper.
const LEVELS: usize = 127;

/// Whether both read `text` alike, or both refuse it.
pub(super) fn read_alike(text: &str) -> bool {
    let bytes = text.as_bytes();
    has_few_brackets(bytes)
        && escapes_are_whole(bytes)
        && has_no_negative_zero(bytes)
        && has_no_spaced_number(bytes)
        && !*KEEPS_DIGITS
}

/// Any crate of an application may tell serde_json to keep a number as its digits (`arbitrary_precision`). sonic-rs loses them.
static KEEPS_DIGITS: LazyLock<bool> = LazyLock::new(|| {
    let number: Result<serde_json::Number, _> = serde_json::from_str("1.0e1");
    number.is_ok_and(|number| number.to_string() != "10.0")
});

/// Counted many at a time. To follow the strings would cost more than sonic-rs gains on a text of so many parts.
fn has_few_brackets(bytes: &[u8]) -> bool {
    // `{` is `[` and one bit. A chunk has as many as a byte counts.
    let count = |chunk: &[u8]| chunk.iter().fold(0_u8, |count, byte| count + u8::from(byte | 0x20 == b'{'));
    let mut left = LEVELS;
    bytes.chunks(usize::from(u8::MAX)).all(|chunk| match left.checked_sub(count(chunk).into()) {
        Some(fewer) => {
            left = fewer;
            true
        }
        None => false,
    })
}

/// `\u` is followed by four hexadecimal digits.
fn escapes_are_whole(bytes: &[u8]) -> bool {
    memchr_iter(b'\\', bytes).all(|at| {
        let escaped = &bytes[at + 1..];
        escaped.first() != Some(&b'u')
            || escaped.get(1..5).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

/// No `-0`, `-0.00` or `-0e1`. In `-0.5`, and in most dates, another digit follows.
fn has_no_negative_zero(bytes: &[u8]) -> bool {
    memmem::find_iter(bytes, b"-0").all(|at| {
        let next = bytes[at + 2..].iter().find(|byte| !matches!(byte, b'0' | b'.'));
        next.is_some_and(u8::is_ascii_digit)
    })
}

/// No quote, whitespace and a number, as in `{" 1": true}`.
fn has_no_spaced_number(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    let spaced = pairs.fold(false, |spaced, (byte, next)| spaced | ((*byte == b'"') & (*next <= b' ')));
    !spaced
        || memchr_iter(b'"', bytes).all(|at| {
            let rest = &bytes[at + 1..];
            let next = rest.trim_ascii_start();
            next.len() == rest.len() || !matches!(next.first(), Some(b'-' | b'0'..=b'9'))
        })
}
