//! All faults of a body in one answer: pass after pass over its tree, until a value stands or nothing more can be learned.

use std::marker::PhantomData;

use serde::Deserialize;

use super::ledger::Ledger;
use super::node::Node;
use super::refusal::Refusal;
use super::settle::descend;
use super::{syntax, words};
use crate::model::Shape;
use crate::problem::{Faults, Location, Problem};

/// Passes over one body; each learns something, and the visits are counted as well.
const MAX_PASSES: usize = 512;

/// Notes in `faults` what is wrong with a body that the plain parse refused: one fault at least.
///
/// A text that a `&'de str` asks for is borrowed from `bytes`, a stand-in is `'static`: so a `T` of the body's own lifetime can
/// be built, have its rules checked, and be dropped, while the tree lives no longer than this call.
///
/// # Errors
///
/// A 400 for what is not well-formed JSON.
pub(super) fn gather<'de, T: Deserialize<'de>>(
    bytes: &'de [u8],
    at: &Location<'_>,
    shape: Option<&'static Shape>,
    check: impl FnOnce(&T, &Location<'_>, &mut Faults),
    faults: &mut Faults,
) -> Result<(), Box<Problem>> {
    let tree = syntax::parse(bytes).map_err(|detail| Box::new(Problem::bad_request().detail(detail)))?;
    let mut ledger = Ledger::new(tree.nodes, shape);
    gather_from(&tree.root, at, check, &mut ledger);
    faults.append(ledger.into_faults());
    Ok(())
}

/// The same from a tree.
pub(super) fn gather_from<'de, T: Deserialize<'de>>(
    root: &Node<'de>,
    at: &Location<'_>,
    check: impl FnOnce(&T, &Location<'_>, &mut Faults),
    ledger: &mut Ledger,
) {
    if let Some(value) = build::<T>(root, at, ledger) {
        let mut rules = Faults::new();
        check(&value, at, &mut rules);
        rules.retain(|rule| ledger.believes(rule, root, at));
        ledger.add_rules(rules);
    }
    if ledger.faults().is_empty() {
        // The plain parse refused what passes here: rare types tell the two apart. The client must hear of it all the same.
        ledger.note(at, "type", words::NOT_VALID);
    }
}

/// A value with stand-ins for all that is wrong, where one can be built.
fn build<'de, T: Deserialize<'de>>(root: &Node<'de>, at: &Location<'_>, ledger: &mut Ledger) -> Option<T> {
    for _ in 0..MAX_PASSES {
        ledger.begin_pass();
        match descend(PhantomData::<T>, Some(root), at, ledger) {
            Ok(value) if !ledger.is_unfinished() => return Some(value),
            Ok(_) | Err(Refusal::Again) => {}
            Err(_) => return None,
        }
    }
    None
}
