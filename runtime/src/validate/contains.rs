//! The rules `contains` and `does_not_contain`.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

use super::RuleText;
use crate::problem::{Fault, Faults, Location};

/// What the rules `contains` and `does_not_contain` may stand on: text has parts, lists and sets have elements, maps have keys.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot contain `{N}`: the rules `contains` and `does_not_contain` need text, a collection or a map",
    label = "nothing to look into"
)]
pub trait Contains<N: ?Sized> {
    /// Whether `needle` is in it; `None` where there is no value, which breaks no rule.
    fn has(&self, needle: &N) -> Option<bool>;

    /// The needle, as the client reads it.
    fn show(_needle: &N) -> Option<&str> {
        None
    }
}

/// Text with the part `needle`, or a collection with that element or key.
pub fn contains<T: Contains<N> + ?Sized, N: ?Sized>(
    value: &T,
    needle: &N,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    if value.has(needle) == Some(false) {
        fail("contains", "must contain", T::show(needle), text, at, faults);
    }
}

/// Text without the part `needle`, or a collection without that element or key.
pub fn does_not_contain<T: Contains<N> + ?Sized, N: ?Sized>(
    value: &T,
    needle: &N,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    if value.has(needle) == Some(true) {
        fail("does_not_contain", "must not contain", T::show(needle), text, at, faults);
    }
}

#[cold]
fn fail(
    code: &'static str,
    words: &str,
    needle: Option<&str>,
    text: &RuleText,
    at: &Location<'_>,
    faults: &mut Faults,
) {
    let fault = match needle {
        Some(needle) => Fault::new(at, code, format!("{words} `{needle}`")).param("needle", needle),
        None => Fault::new(at, code, format!("{words} a certain value")),
    };
    text.note(fault, faults);
}

impl Contains<str> for str {
    fn has(&self, needle: &str) -> Option<bool> {
        Some(self.contains(needle))
    }

    fn show(needle: &str) -> Option<&str> {
        Some(needle)
    }
}

impl Contains<str> for String {
    fn has(&self, needle: &str) -> Option<bool> {
        self.as_str().has(needle)
    }

    fn show(needle: &str) -> Option<&str> {
        Some(needle)
    }
}

impl<T: PartialEq<N>, N: ?Sized> Contains<N> for [T] {
    fn has(&self, needle: &N) -> Option<bool> {
        Some(self.iter().any(|element| element == needle))
    }
}

impl<T: PartialEq<N>, N: ?Sized, const LEN: usize> Contains<N> for [T; LEN] {
    fn has(&self, needle: &N) -> Option<bool> {
        self.as_slice().has(needle)
    }
}

impl<T: PartialEq<N>, N: ?Sized> Contains<N> for Vec<T> {
    fn has(&self, needle: &N) -> Option<bool> {
        self.as_slice().has(needle)
    }
}

impl<T: PartialEq<N>, N: ?Sized> Contains<N> for VecDeque<T> {
    fn has(&self, needle: &N) -> Option<bool> {
        Some(self.iter().any(|element| element == needle))
    }
}

impl<T: Borrow<N> + Eq + Hash, N: Eq + Hash + ?Sized, S: BuildHasher> Contains<N> for HashSet<T, S> {
    fn has(&self, needle: &N) -> Option<bool> {
        Some(self.contains(needle))
    }
}

impl<T: Borrow<N> + Ord, N: Ord + ?Sized> Contains<N> for BTreeSet<T> {
    fn has(&self, needle: &N) -> Option<bool> {
        Some(self.contains(needle))
    }
}

impl<K: Borrow<N> + Eq + Hash, V, N: Eq + Hash + ?Sized, S: BuildHasher> Contains<N> for HashMap<K, V, S> {
    fn has(&self, needle: &N) -> Option<bool> {
        Some(self.contains_key(needle))
    }
}

impl<K: Borrow<N> + Ord, V, N: Ord + ?Sized> Contains<N> for BTreeMap<K, V> {
    fn has(&self, needle: &N) -> Option<bool> {
        Some(self.contains_key(needle))
    }
}

macro_rules! through_pointers {
    ($($pointer:ty),*) => {$(
        impl<T: Contains<N> + ?Sized, N: ?Sized> Contains<N> for $pointer {
            fn has(&self, needle: &N) -> Option<bool> {
                T::has(self, needle)
            }

            fn show(needle: &N) -> Option<&str> {
                T::show(needle)
            }
        }
    )*};
}

through_pointers!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Contains<N> + ToOwned + ?Sized, N: ?Sized> Contains<N> for Cow<'_, T> {
    fn has(&self, needle: &N) -> Option<bool> {
        T::has(self, needle)
    }

    fn show(needle: &N) -> Option<&str> {
        T::show(needle)
    }
}

impl<T: Contains<N>, N: ?Sized> Contains<N> for Option<T> {
    fn has(&self, needle: &N) -> Option<bool> {
        self.as_ref()?.has(needle)
    }

    fn show(needle: &N) -> Option<&str> {
        T::show(needle)
    }
}
