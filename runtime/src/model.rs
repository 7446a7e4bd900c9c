//! What `#[model]` gives a type: its rules, its wire names, and the right to stand as a body or an answer.
//!
//! Containers of models have the rules of what they hold: `Option`, pointers, lists, sets, tuples, and maps, whose keys must be
//! `Serialize` so that a fault can name the entry.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;

use crate::openapi::Statuses;
use crate::problem::{Faults, Location};

/// A value with rules that must hold before a handler sees it.
///
/// `#[model]` implements it from the type's `#[validate(…)]` attributes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rules to check",
    label = "no rules",
    note = "put `#[model]` on the type and `#[validate(…)]` on its fields"
)]
pub trait Check {
    /// Whether any rule stands on the type. What its members' types say counts only where `nested` asks for it: types that hold
    /// one another could not ask each other at build.
    const HAS_RULES: bool;

    /// Whether the rules run whenever a body is read as this type; for others, `#[validate]` on the argument asks for them.
    #[doc(hidden)]
    const RUN_WITH_BODY: bool = true;

    /// Notes a fault for every rule that does not hold. Allocates nothing while all hold.
    fn check(&self, at: &Location<'_>, faults: &mut Faults);

    /// The statuses that the rules name for their faults (`status = …`), here and in what the value holds.
    fn statuses(statuses: &mut Statuses) {
        let _ = statuses;
    }
}

/// The wire names of a struct, which the gathering pass over a faulty JSON body needs to name every missing member.
#[derive(Debug)]
pub struct Shape {
    /// The struct's name as serde knows it (after `#[serde(rename)]` on the container).
    pub name: &'static str,
    /// The members that may be read, by wire name, in order of declaration; `true` where one must be present.
    pub members: &'static [(&'static str, bool)],
    /// The shapes of the member types that are models themselves.
    pub nested: &'static [fn() -> Option<&'static Shape>],
}

/// A type of the application's own interface: made by `#[model]`, it knows its wire names and its rules.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "put `#[model]` on the type; for a plain serde type write `Json<{Self}>`"
)]
pub trait Model: Check {
    /// The wire names, for structs with named fields; `None` for anything else.
    const SHAPE: Option<&'static Shape> = None;

    /// Whether a value is an object on the wire: serde's derive takes a list for it as well, its members in their order.
    #[doc(hidden)]
    const IS_OBJECT: bool = false;
}

/// What a container of models may hold: a model, or an `Option` of one.
///
/// An `Option` is no model itself: as a body it means that there may be none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    label = "not a model",
    note = "put `#[model]` on the type; for a plain serde type write `Json<…>` around the whole"
)]
pub trait Element {
    /// The wire names.
    const SHAPE: Option<&'static Shape>;
}

#[diagnostic::do_not_recommend]
impl<T: Model + ?Sized> Element for T {
    const SHAPE: Option<&'static Shape> = <T as Model>::SHAPE;
}

impl<T: Element> Element for Option<T> {
    const SHAPE: Option<&'static Shape> = T::SHAPE;
}

impl<T: Check> Check for Option<T> {
    const HAS_RULES: bool = T::HAS_RULES;

    fn check(&self, at: &Location<'_>, faults: &mut Faults) {
        if let Some(value) = self {
            value.check(at, faults);
        }
    }

    fn statuses(statuses: &mut Statuses) {
        T::statuses(statuses);
    }
}

impl<T: Check + ?Sized> Check for &T {
    const HAS_RULES: bool = T::HAS_RULES;

    fn check(&self, at: &Location<'_>, faults: &mut Faults) {
        T::check(self, at, faults);
    }

    fn statuses(statuses: &mut Statuses) {
        T::statuses(statuses);
    }
}

/// Containers: how their content is reached.
macro_rules! containers {
    ($([$($generics:tt)*] $container:ty, $content:ty: |$value:ident, $at:ident, $faults:ident| $check:expr;)*) => {$(
        impl<$($generics)*> Check for $container
        where
            $content: Check,
        {
            const HAS_RULES: bool = <$content as Check>::HAS_RULES;

            fn check(&self, $at: &Location<'_>, $faults: &mut Faults) {
                let $value = self;
                $check
            }

            fn statuses(statuses: &mut Statuses) {
                <$content as Check>::statuses(statuses);
            }
        }

        impl<$($generics)*> Model for $container
        where
            $content: Element + Check,
        {
            const SHAPE: Option<&'static Shape> = <$content as Element>::SHAPE;
        }
    )*};
}

containers! {
    [T: ?Sized] Box<T>, T: |value, at, faults| T::check(value, at, faults);
    [T: ?Sized] Rc<T>, T: |value, at, faults| T::check(value, at, faults);
    [T: ?Sized] Arc<T>, T: |value, at, faults| T::check(value, at, faults);
    [T: ToOwned + ?Sized] Cow<'_, T>, T: |value, at, faults| T::check(value, at, faults);
    [T] [T], T: |value, at, faults| check_list(value, at, faults);
    [T, const N: usize] [T; N], T: |value, at, faults| check_list(value, at, faults);
    [T] Vec<T>, T: |value, at, faults| check_list(value, at, faults);
    [T] VecDeque<T>, T: |value, at, faults| check_list(value, at, faults);
    [T] LinkedList<T>, T: |value, at, faults| check_list(value, at, faults);
    [T] BTreeSet<T>, T: |value, at, faults| check_set(value, at, faults);
    [T, S] HashSet<T, S>, T: |value, at, faults| check_set(value, at, faults);
    [T] BinaryHeap<T>, T: |value, at, faults| check_set(value, at, faults);
    [K: Serialize, V] BTreeMap<K, V>, V: |value, at, faults| check_map(value, at, faults);
    [K: Serialize, V, S] HashMap<K, V, S>, V: |value, at, faults| check_map(value, at, faults);
}

fn check_list<'v, T: Check + 'v>(list: impl IntoIterator<Item = &'v T>, at: &Location<'_>, faults: &mut Faults) {
    for (index, element) in list.into_iter().enumerate() {
        element.check(&at.index(index), faults);
    }
}

/// A set or a heap has an order of its own: where an element stood on the wire is not known.
fn check_set<'v, T: Check + 'v>(set: impl IntoIterator<Item = &'v T>, at: &Location<'_>, faults: &mut Faults) {
    for element in set {
        element.check(at, faults);
    }
}

fn check_map<'v, K, V>(map: impl IntoIterator<Item = (&'v K, &'v V)>, at: &Location<'_>, faults: &mut Faults)
where
    K: Serialize + 'v,
    V: Check + 'v,
{
    for (key, value) in map {
        value.check(&at.entry(&key), faults);
    }
}

/// Any JSON: a body whose form is not said has no rules.
impl Check for serde_json::Value {
    const HAS_RULES: bool = false;

    fn check(&self, _: &Location<'_>, _: &mut Faults) {}
}

impl Model for serde_json::Value {
    const SHAPE: Option<&'static Shape> = None;
}

/// A part of a tuple: something with rules, or a plain value beside it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rules to check",
    label = "no rules",
    note = "put `#[model]` on the type and `#[validate(…)]` on its fields"
)]
pub trait Part {
    /// Whether it has rules.
    const HAS_RULES: bool;

    /// Checks its rules, if it has any.
    fn check(&self, at: &Location<'_>, faults: &mut Faults);

    /// The statuses that its rules name.
    fn statuses(statuses: &mut Statuses) {
        let _ = statuses;
    }
}

#[diagnostic::do_not_recommend]
impl<T: Check> Part for T {
    const HAS_RULES: bool = <T as Check>::HAS_RULES;

    fn check(&self, at: &Location<'_>, faults: &mut Faults) {
        Check::check(self, at, faults);
    }

    fn statuses(statuses: &mut Statuses) {
        <T as Check>::statuses(statuses);
    }
}

/// Values that have no rules, by themselves and in an `Option` or a `Vec`: a tuple with one of them must not lose the rules of
/// its other parts.
macro_rules! plain_parts {
    ($($part:ty),* $(,)?) => {$(
        plain_parts!(@one $part);
        plain_parts!(@one Option<$part>);
        plain_parts!(@one Vec<$part>);
    )*};
    (@one $part:ty) => {
        impl Part for $part {
            const HAS_RULES: bool = false;

            fn check(&self, _: &Location<'_>, _: &mut Faults) {}
        }
    };
}

plain_parts!(
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    f32,
    f64,
    bool,
    char,
    (),
    String,
    &str,
    Cow<'_, str>
);

#[cfg(feature = "uuid")]
plain_parts!(uuid::Uuid);

#[cfg(feature = "decimal")]
plain_parts!(rust_decimal::Decimal);

#[cfg(feature = "jiff")]
plain_parts!(
    jiff::Timestamp,
    jiff::Zoned,
    jiff::Span,
    jiff::SignedDuration,
    jiff::civil::Date,
    jiff::civil::Time,
    jiff::civil::DateTime,
);

macro_rules! tuples {
    ($(($($part:ident $index:tt),+))*) => {$(
        impl<$($part: Part),+> Check for ($($part,)+) {
            const HAS_RULES: bool = $($part::HAS_RULES)|+;

            fn check(&self, at: &Location<'_>, faults: &mut Faults) {
                $(self.$index.check(&at.index($index), faults);)+
            }

            fn statuses(statuses: &mut Statuses) {
                $($part::statuses(statuses);)+
            }
        }
    )*};
}

tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
}
