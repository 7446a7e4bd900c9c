//! The combinations of host, shape and method that the check of a table has met: a hash table with open addressing.
//!
//! On equal hashes the two leaves are looked up in the table and compared in full, so that a collision never refuses a sound
//! table.

use crate::endpoint::Node;

use super::form::Form;
use super::grammar::same_bytes;
use super::messages::ANY_METHOD;
use super::reader::Reader;
use super::text::Text;
use super::walk::{Leaf, Walk};

/// One combination.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    hash: u64,
    /// The leaf's number in the order of [`Walk`], from 1; 0 marks a free slot.
    leaf: u32,
}

impl Slot {
    pub(super) const FREE: Self = Self { hash: 0, leaf: 0 };
}

/// Two leaves that answer the same method, by their numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Overlap {
    pub(super) first: u32,
    pub(super) second: u32,
    pub(super) method: &'static str,
}

/// What was met so far. Not generic in the number of slots: the types in generic code are computed again for every step.
pub(super) struct Seen<'s> {
    /// The whole table.
    nodes: &'static [Node],
    slots: &'s mut [Slot],
    slot_count: u64,
}

impl<'s> Seen<'s> {
    /// At least one slot stays free.
    pub(super) const fn new(nodes: &'static [Node], slots: &'s mut [Slot]) -> Self {
        Self { nodes, slot_count: slots.len() as u64, slots }
    }

    /// Adds one method of a leaf, in one shape, unless there may be an overlap. Few steps, as every route of a table comes here.
    pub(super) const fn add_if_new(&mut self, leaf: u32, hash: u64) -> bool {
        let mut at = (hash % self.slot_count) as usize;
        loop {
            let slot = &self.slots[at];
            if slot.leaf == 0 {
                self.slots[at] = Slot { hash, leaf };
                return true;
            }
            if slot.hash == hash {
                return false;
            }
            at = (at + 1) % self.slot_count as usize;
        }
    }

    /// Adds one method of a leaf, in one shape: the one with `kept` of its optional parameters. `hash` knows all of that.
    pub(super) const fn add(&mut self, leaf: u32, kept: usize, method: &'static str, hash: u64) -> Option<Overlap> {
        let mut at = (hash % self.slot_count) as usize;
        loop {
            let slot = self.slots[at];
            if slot.leaf == 0 {
                self.slots[at] = Slot { hash, leaf };
                return None;
            }
            // A pattern that names a method twice does not overlap itself.
            if slot.hash == hash && slot.leaf != leaf && self.is_same(slot.leaf, leaf, kept, method) {
                return Some(Overlap { first: slot.leaf, second: leaf, method });
            }
            at = (at + 1) % self.slot_count as usize;
        }
    }

    /// Whether the leaf numbered `first` really answers `method` for the host and this shape of the one numbered `second`.
    const fn is_same(&self, first: u32, second: u32, kept: usize, method: &str) -> bool {
        let (leaf, other) = (self.leaf(first).0, self.leaf(second).0);
        answers(leaf.pattern.methods, method)
            && same_host(leaf.host, other.host)
            && self.has_shape(first, &self.written_shape(second, kept))
    }

    /// The text of one shape of the leaf of that number.
    const fn written_shape(&self, number: u32, kept: usize) -> Text {
        let path = self.leaf(number).1;
        let mut reader = Reader::new(Form::written());
        match reader.read(path.as_str()) {
            Ok(()) => reader.shape(kept).text(),
            Err(_) => Text::new(),
        }
    }

    const fn has_shape(&self, number: u32, shape: &Text) -> bool {
        let path = self.leaf(number).1;
        let mut reader = Reader::new(Form::written());
        if reader.read(path.as_str()).is_err() {
            return false;
        }
        let mut kept = 0;
        while kept < reader.shape_count() {
            if same_bytes(reader.shape(kept).text().as_bytes(), shape.as_bytes()) {
                return true;
            }
            kept += 1;
        }
        false
    }

    /// The leaf of that number, counted from 1, and its path.
    pub(super) const fn leaf(&self, number: u32) -> (Leaf<'static>, Text) {
        let mut walk = Walk::new(self.nodes);
        let mut left = number;
        while let Some(leaf) = walk.next() {
            left -= 1;
            if left == 0 {
                return (leaf, walk.path());
            }
        }
        panic!("a leaf that was counted is in the table");
    }
}

const fn same_host(a: Option<&str>, b: Option<&str>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => match (Form::host(a, Form::written()), Form::host(b, Form::written())) {
            (Ok(a), Ok(b)) => same_bytes(a.text().as_bytes(), b.text().as_bytes()),
            _ => false,
        },
        _ => false,
    }
}

const fn answers(methods: &[&str], method: &str) -> bool {
    if methods.is_empty() {
        return same_bytes(method.as_bytes(), ANY_METHOD.as_bytes());
    }
    let mut at = 0;
    while at < methods.len() {
        if same_bytes(methods[at].as_bytes(), method.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}
