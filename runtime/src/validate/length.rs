//! The rule `length`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;

use super::RuleText;
use crate::problem::{Fault, Faults, Location};

/// The bounds of a length, both included. Where there is an `equal`, nothing else counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LengthBounds {
    /// The least.
    pub min: Option<u64>,
    /// The most.
    pub max: Option<u64>,
    /// The one allowed.
    pub equal: Option<u64>,
}

/// Bounds that generated code writes out; no bound where negative.
#[inline]
#[must_use]
pub const fn length_bounds(min: i64, max: i64) -> LengthBounds {
    LengthBounds { min: written(min), max: written(max), equal: None }
}

const fn written(bound: i64) -> Option<u64> {
    if bound < 0 { None } else { Some(bound.unsigned_abs()) }
}

impl LengthBounds {
    const fn allow(&self, length: u64) -> bool {
        let exactly = match self.equal {
            Some(equal) => return length == equal,
            None => true,
        };
        let long_enough = match self.min {
            Some(min) => length >= min,
            None => exactly,
        };
        let short_enough = match self.max {
            Some(max) => length <= max,
            None => exactly,
        };
        long_enough && short_enough
    }
}

/// What a length counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// The characters of a text: Unicode scalar values.
    Characters,
    /// The elements of a list or a set.
    Items,
    /// The entries of a map.
    Entries,
    /// The bytes of binary data.
    Bytes,
}

impl Unit {
    fn name(self, count: u64) -> &'static str {
        match (self, count) {
            (Self::Characters, 1) => "character",
            (Self::Characters, _) => "characters",
            (Self::Items, 1) => "item",
            (Self::Items, _) => "items",
            (Self::Entries, 1) => "entry",
            (Self::Entries, _) => "entries",
            (Self::Bytes, 1) => "byte",
            (Self::Bytes, _) => "bytes",
        }
    }
}

/// What the rule `length` may stand on.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no length: the rule `length` needs text, bytes or a collection",
    label = "no length",
    note = "numbers take `range(min = …, max = …)`"
)]
pub trait Length {
    /// What is counted.
    const UNIT: Unit;

    /// The count; `None` where there is no value, which breaks no rule.
    fn length(&self) -> Option<usize>;
}

/// Text, bytes or a collection of a length within `bounds`.
pub fn length<T: Length + ?Sized>(
    value: &T,
    bounds: &LengthBounds,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    if value.length().is_some_and(|length| !bounds.allow(length as u64)) {
        fail(bounds, T::UNIT, text, at, faults);
    }
}

#[cold]
fn fail(bounds: &LengthBounds, unit: Unit, text: &RuleText, at: &Location<'_>, faults: &mut Faults) {
    let detail = match (bounds.equal, bounds.min, bounds.max) {
        (Some(equal), _, _) => format!("must have exactly {equal} {}", unit.name(equal)),
        (None, Some(min), Some(max)) if min == max => format!("must have exactly {min} {}", unit.name(min)),
        (None, Some(min), Some(max)) => format!("must have between {min} and {max} {}", unit.name(max)),
        (None, Some(1), None) => "must not be empty".to_owned(),
        (None, Some(min), None) => format!("must have at least {min} {}", unit.name(min)),
        (None, None, Some(max)) => format!("must have at most {max} {}", unit.name(max)),
        (None, None, None) => "has the wrong length".to_owned(),
    };
    let mut fault = Fault::new(at, "length", detail);
    // The length is right even where elements are not.
    fault.looks_inside = false;
    let (min, max) = if bounds.equal.is_some() { (None, None) } else { (bounds.min, bounds.max) };
    for (name, bound) in [("min", min), ("max", max), ("equal", bounds.equal)] {
        if let Some(bound) = bound {
            fault = fault.param(name, bound);
        }
    }
    text.note(fault, faults);
}

impl Length for str {
    const UNIT: Unit = Unit::Characters;

    fn length(&self) -> Option<usize> {
        Some(self.chars().count())
    }
}

impl Length for String {
    const UNIT: Unit = Unit::Characters;

    fn length(&self) -> Option<usize> {
        self.as_str().length()
    }
}

macro_rules! counted {
    ($([$($generics:tt)*] $collection:ty: $unit:ident),* $(,)?) => {$(
        impl<$($generics)*> Length for $collection {
            const UNIT: Unit = Unit::$unit;

            fn length(&self) -> Option<usize> {
                Some(self.len())
            }
        }
    )*};
}

counted! {
    [T] [T]: Items,
    [T, const N: usize] [T; N]: Items,
    [T] Vec<T>: Items,
    [T] VecDeque<T>: Items,
    [T] LinkedList<T>: Items,
    [T] BinaryHeap<T>: Items,
    [T] BTreeSet<T>: Items,
    [T, S] HashSet<T, S>: Items,
    [K, V] BTreeMap<K, V>: Entries,
    [K, V, S] HashMap<K, V, S>: Entries,
    [] serde_json::Map<String, serde_json::Value>: Entries,
    [] Bytes: Bytes,
}

macro_rules! through_pointers {
    ($($pointer:ty),*) => {$(
        impl<T: Length + ?Sized> Length for $pointer {
            const UNIT: Unit = T::UNIT;

            fn length(&self) -> Option<usize> {
                T::length(self)
            }
        }
    )*};
}

through_pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Length + ToOwned + ?Sized> Length for Cow<'_, T> {
    const UNIT: Unit = T::UNIT;

    fn length(&self) -> Option<usize> {
        T::length(self)
    }
}

impl<T: Length> Length for Option<T> {
    const UNIT: Unit = T::UNIT;

    fn length(&self) -> Option<usize> {
        self.as_ref()?.length()
    }
}
