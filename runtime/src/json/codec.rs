//! Typed values from JSON text and into it, where all is well: whoever wants to know what is wrong asks elsewhere.

use serde::{Deserialize, Serialize};

/// What answers are written into at first: most fit. serde_json's own 128 bytes grow three times for one of 1 KiB.
const CAPACITY: usize = 1024;

/// The value, if `bytes` are JSON of its form.
///
/// JSON is UTF-8 (RFC 8259, section 8.1). Looked at as a whole, that costs a tenth of what it costs for one string after the other.
pub(crate) fn decode<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Option<T> {
    let text = std::str::from_utf8(bytes).ok()?;
    // What sonic-rs refuses is asked of serde_json again: some of it has a value all the same, such as unparsed JSON.
    #[cfg(feature = "sonic-rs")]
    if super::alike::read_alike(text)
        && let Ok(value) = sonic_rs::from_str(text)
    {
        return Some(value);
    }
    // Where a key of a map with `bool` keys begins beyond ASCII, serde_json 1.0.154 takes the first byte of that character away and
    // believes the rest to be text, unless it is told not to believe in text (`MapKey::deserialize_bool`).
    if begins_a_string_beyond_ascii(bytes) {
        return serde_json::from_slice(bytes).ok();
    }
    serde_json::from_str(text).ok()
}

/// Whether a byte beyond ASCII follows a quotation mark. Mostly there are none at all.
fn begins_a_string_beyond_ascii(bytes: &[u8]) -> bool {
    const STEP: usize = 32;
    let mut before = 0;
    bytes.chunks(STEP).any(|chunk| {
        let last = std::mem::replace(&mut before, chunk[chunk.len() - 1]);
        !chunk.is_ascii()
            && (!chunk[0].is_ascii() && last == b'"'
                || chunk.windows(2).any(|pair| pair[0] == b'"' && !pair[1].is_ascii()))
    })
}

/// The value as JSON.
///
/// # Errors
///
/// What the value's own `Serialize` says, and a map's key that is no text.
pub(crate) fn encode<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(CAPACITY);
    serde_json::to_writer(&mut bytes, value)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::begins_a_string_beyond_ascii;

    #[test]
    fn strings_that_begin_beyond_ascii() {
        for blanks in 0..70 {
            let before = " ".repeat(blanks);
            for (text, expected) in [("\"é\"", true), ("\"aé\"", false), ("\"a\"", false), ("é\"", false), ("", false)]
            {
                let text = format!("{before}{text}");
                assert_eq!(begins_a_string_beyond_ascii(text.as_bytes()), expected, "{text:?}");
            }
        }
    }
}
