//! Short lists in order.
//!
//! The standard library's sorts and `BTreeMap` are made for long ones, and are several kilobytes of machine code for each type that
//! they are used with. These are a hundredth of that; for what an application is built and described from, they do as well.

use std::borrow::Borrow;

/// Sorts a list, equal items in the order that they have.
pub(crate) fn sort<T>(list: &mut [T], goes_before: impl Fn(&T, &T) -> bool) {
    for end in 1..list.len() {
        let mut at = end;
        while at > 0 && goes_before(&list[at], &list[at - 1]) {
            list.swap(at, at - 1);
            at -= 1;
        }
    }
}

/// Adds an item to a sorted list, unless it is there. Says whether it is new.
pub(crate) fn insert<T: Ord>(list: &mut Vec<T>, item: T) -> bool {
    let place = list.binary_search(&item);
    if let Err(at) = place {
        list.insert(at, item);
    }
    place.is_err()
}

/// A map of few entries, in the order of their keys.
#[derive(Debug, Clone)]
pub(crate) struct SortedMap<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<K: Ord, V: Default> SortedMap<K, V> {
    /// The value of a key, which is the default where there was none.
    pub(crate) fn entry(&mut self, key: K) -> &mut V {
        let place = self.entries.binary_search_by(|(known, _)| known.cmp(&key));
        let at = place.unwrap_or_else(|at| at);
        if place.is_err() {
            self.entries.insert(at, (key, V::default()));
        }
        &mut self.entries[at].1
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let at = self.entries.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
        self.entries.get(at).map(|(_, value)| value)
    }
}

impl<K, V> SortedMap<K, V> {
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, (K, V)> {
        self.entries.iter()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the standard library does.
    #[test]
    fn equal_items_stay_in_order() {
        let mut list: Vec<(u32, u32)> = (0..50).map(|number| (number * 7 % 5, number)).collect();
        let mut expected = list.clone();
        expected.sort_by_key(|(rank, _)| *rank);
        sort(&mut list, |(one, _), (other, _)| one < other);
        assert_eq!(list, expected);
    }

    #[test]
    fn keys_are_sorted_and_there_once() {
        let mut map: SortedMap<u32, Vec<u32>> = SortedMap::default();
        for number in [3, 1, 2, 3, 1] {
            map.entry(number).push(number * 10);
        }
        assert_eq!((map.get(&2), map.get(&4)), (Some(&vec![20]), None));
        let entries: Vec<_> = map.into_iter().collect();
        assert_eq!(entries, [(1, vec![10, 10]), (2, vec![20]), (3, vec![30, 30])]);
        let mut list = Vec::new();
        assert_eq!([2, 1, 2].map(|number| insert(&mut list, number)), [true, true, false]);
        assert_eq!(list, [1, 2]);
    }
}
