//! JSON bodies: the bytes come in, a typed value whose rules hold goes out, or every fault of the body at once.
//!
//! - The fast path is one plain typed parse by serde_json (`codec`; `bool_keys` keeps it sound), then the type's rules. Nothing is
//!   allocated for errors.
//! - Only after a failure does the slow path run: `syntax` parses the bytes into a tree (`node`), or says where they stop being
//!   JSON; `gather` leads the typed parse over the tree again and again through `stand_in`, which notes each fault and puts a
//!   value in its place; `ledger` holds what has been learned, and bounds the work.
//! - Inside an enum with its tag among its members serde tells of no place: there the members are given one more in each pass, and
//!   what then goes wrong is the last one.
//!
//! What was built with stand-ins serves for checking rules alone and is dropped: a body with a fault never yields a value.

#[cfg(feature = "sonic-rs")]
mod alike;
#[cfg(all(test, feature = "sonic-rs"))]
mod alike_tests;
mod bool_keys;
mod codec;
mod elements;
mod gather;
mod key;
mod ledger;
mod members;
mod node;
mod refusal;
mod settle;
mod stand_in;
mod syntax;
#[cfg(test)]
mod tests;
mod variant;
mod words;

use serde::Deserialize;

pub(crate) use self::codec::encode;
use crate::model::Model;
use crate::problem::{Faults, Location, Problem};

/// Reads a model and checks its rules. `None` where faults were noted, one at least.
///
/// # Errors
///
/// A 400 for what is not well-formed JSON (RFC 8259). It tells line and column, and never quotes the body.
pub(crate) fn parse_model<'de, T: Model + Deserialize<'de>>(
    bytes: &'de [u8],
    at: &Location<'_>,
    faults: &mut Faults,
) -> Result<Option<T>, Box<Problem>> {
    // What is no object is not parsed as one: the slow path says what it should be.
    let parsed = if T::IS_OBJECT && is_list(bytes) { None } else { codec::decode::<T>(bytes) };
    let Some(value) = parsed else {
        gather::gather::<T>(bytes, at, T::SHAPE, T::check, faults)?;
        return Ok(None);
    };
    let mut found = Faults::new();
    value.check(at, &mut found);
    if found.is_empty() {
        return Ok(Some(value));
    }
    faults.append(found);
    Ok(None)
}

fn is_list(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"[")
}

/// Reads any serde type; no rules are checked. `None` where faults were noted, one at least.
///
/// # Errors
///
/// A 400 for what is not well-formed JSON, as in [`parse_model`].
pub(crate) fn parse_plain<'de, T: Deserialize<'de>>(
    bytes: &'de [u8],
    at: &Location<'_>,
    faults: &mut Faults,
) -> Result<Option<T>, Box<Problem>> {
    if let Some(value) = codec::decode(bytes) {
        return Ok(Some(value));
    }
    gather::gather::<T>(bytes, at, None, |_, _, _| (), faults)?;
    Ok(None)
}
