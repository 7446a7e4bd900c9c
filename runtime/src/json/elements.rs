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

    /// The next element that is to be read, and its index. Where the number of values is fixed, there may be no node for it.
    fn advance(&mut self) -> Result<Option<(usize, Option<&'x Node<'de>>)>, Refusal> {
        loop {
            let index = self.index;
            let node = self.nodes.get(index);
            let is_end = self.length.map_or(node.is_none(), |length| index == length);
            if is_end {
                return Ok(None);
            }
            self.index += 1;
            match node {
                Some(node) if self.length.is_none() && self.ledger.mend(node) == Some(Mend::Out) => {
                    self.ledger.visit()?;
                    self.ledger.shorten(self.at);
                }
                _ => return Ok(Some((index, node))),
            }
        }
    }

    /// Ends a list where an element was refused, for this pass: so what follows the list is seen in it.
    ///
    /// # Errors
    ///
    /// The refusal, where nothing can follow.
    fn end(&mut self, refusal: Refusal) -> Result<(), Refusal> {
        if self.length.is_some() || matches!(refusal, Refusal::Stop) {
            return Err(refusal);
        }
        self.ledger.leave_unfinished();
        Ok(())
    }
}

impl<'de> SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Refusal;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refusal> {
        let Some((index, node)) = self.advance()? else { return Ok(None) };
        match descend(seed, node, &self.at.index(index), self.ledger) {
            Ok(value) => Ok(Some(value)),
            Err(refusal) => self.end(refusal).map(|()| None),
        }
    }
}
