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

/// Checks a value's rules.
pub(super) type CheckRules<T> = fn(&T, &Location<'_>, &mut Faults);

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
    check: CheckRules<T>,
    faults: &mut Faults,
) -> Result<(), Box<Problem>> {
    gather_by(bytes, at, shape, &|root, ledger| pass(root, at, check, ledger), faults)
}

/// A pass over a tree.
pub(super) type Pass<'p, 'de> = &'p dyn Fn(&Node<'de>, &mut Ledger) -> Result<Faults, Refusal>;

/// One pass: the value is built, and where it is whole its rules are checked; the faults are theirs.
pub(super) fn pass<'de, T: Deserialize<'de>>(
    root: &Node<'de>,
    at: &Location<'_>,
    check: CheckRules<T>,
    ledger: &mut Ledger,
) -> Result<Faults, Refusal> {
    let value = descend(PhantomData::<T>, Some(root), at, ledger)?;
    let mut rules = Faults::new();
    if !ledger.is_unfinished() {
        check(&value, at, &mut rules);
    }
    Ok(rules)
}

/// What is not compiled again for each type.
fn gather_by<'de>(
    bytes: &'de [u8],
    at: &Location<'_>,
    shape: Option<&'static Shape>,
    pass: Pass<'_, 'de>,
    faults: &mut Faults,
) -> Result<(), Box<Problem>> {
    let tree = syntax::parse(bytes).map_err(|detail| Box::new(Problem::bad_request().detail(detail)))?;
    let mut ledger = Ledger::new(tree.nodes, shape);
    gather_from(&tree.root, at, pass, &mut ledger);
    faults.append(ledger.into_faults());
    Ok(())
}

/// The same from a tree.
pub(super) fn gather_from<'de>(root: &Node<'de>, at: &Location<'_>, pass: Pass<'_, 'de>, ledger: &mut Ledger) {
    if let Some(mut rules) = run(root, pass, ledger) {
        rules.retain(|rule| ledger.believes(rule, root, at));
        ledger.add_rules(rules);
    }
    if ledger.faults().is_empty() {
        // The plain parse refused what passes here: rare types tell the two apart. The client must hear of it all the same.
        ledger.note(at, "type", words::NOT_VALID);
    }
}

/// Pass after pass; what the rules of a value say that has stand-ins for all that is wrong, where one can be built.
fn run<'de>(root: &Node<'de>, pass: Pass<'_, 'de>, ledger: &mut Ledger) -> Option<Faults> {
    for _ in 0..MAX_PASSES {
        ledger.begin_pass();
        match pass(root, ledger) {
            Ok(rules) if !ledger.is_unfinished() => return Some(rules),
            Ok(_) | Err(Refusal::Again) => {}
            Err(_) => return None,
        }
    }
    None
}
