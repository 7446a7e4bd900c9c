//! Typed values from JSON text and into it, where all is well: whoever wants to know what is wrong asks elsewhere.

use serde::{Deserialize, Serialize};
use serde_json::de::StrRead;

use super::bool_keys::Sound;

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
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match T::deserialize(Sound(&mut deserializer)) {
        Ok(value) if is_at_end(deserializer) => Some(value),
        Ok(_) | Err(_) => None,
    }
}

fn is_at_end(mut deserializer: serde_json::Deserializer<StrRead<'_>>) -> bool {
    deserializer.end().is_ok()
}

/// The value as JSON.
///
/// # Errors
///
/// What the value's own `Serialize` says, and a map's key that is no text.
pub(crate) fn encode<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    encode_by(&|bytes| value.serialize(&mut serde_json::Serializer::new(bytes)))
}

/// What is not compiled again for each type.
fn encode_by(write: &dyn Fn(&mut Vec<u8>) -> serde_json::Result<()>) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(CAPACITY);
    write(&mut bytes)?;
    Ok(bytes)
}
