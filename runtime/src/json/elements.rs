//! The elements of a list, read one after the other.

use serde::de::{DeserializeSeed, SeqAccess};

use super::ledger::{Ledger, Mend};
use super::node::Node;
use super::refusal::Refusal;
use super::settle::descend;
use crate::problem::Location;

/// What of a list is not yet read.
pub(super) struct Elements<'x, 'de> {
    nodes: &'x [Node<'de>],
    index: usize,
    /// The number of values, where the type fixes it; those that lack are made up.
    length: Option<usize>,
    at: &'x Location<'x>,
    ledger: &'x mut Ledger,
}

impl<'x, 'de> Elements<'x, 'de> {
    /// A list of any length. Elements for which nothing stands in are left out.
    pub(super) fn list(nodes: &'x [Node<'de>], at: &'x Location<'x>, ledger: &'x mut Ledger) -> Self {
        Self { nodes, index: 0, length: None, at, ledger }
    }

    /// A list of so many values, in which each has its place.
    pub(super) fn fixed(nodes: &'x [Node<'de>], length: usize, at: &'x Location<'x>, ledger: &'x mut Ledger) -> Self {
        Self { nodes, index: 0, length: Some(length), at, ledger }
    }

    fn next_of_list<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        while let Some(node) = self.nodes.get(self.index) {
            let index = self.index;
            self.index += 1;
            if self.ledger.mend(node) == Some(Mend::Out) {
                self.ledger.visit()?;
                self.ledger.shorten(self.at);
                continue;
            }
            return match descend(seed, Some(node), &self.at.index(index), self.ledger) {
                Ok(value) => Ok(Some(value)),
                Err(Refusal::Stop) => Err(Refusal::Stop),
                // The list ends here for this pass, so that what follows the list is seen in it.
                Err(_) => {
                    self.ledger.leave_unfinished();
                    Ok(None)
                }
            };
        }
        Ok(None)
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let Some(length) = self.length else { return self.next_of_list(seed) };
        if self.index == length {
            return Ok(None);
        }
        let index = self.index;
        self.index += 1;
        descend(seed, self.nodes.get(index), &self.at.index(index), self.ledger).map(Some)
    }
}
