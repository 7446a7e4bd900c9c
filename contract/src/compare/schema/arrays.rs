//! Compares what a list is made of: the elements at its start one by one, then all others.

use crate::node::Node;

use super::super::Comparison;
use super::super::findings::Spot;
use super::values::Viewed;
use super::view::View;

impl<'a> Comparison<'a> {
    pub(super) fn compare_arrays(&mut self, old: Viewed<'_, 'a>, new: Viewed<'_, 'a>, spot: &Spot) {
        let singles = old.0.prefix.len().max(new.0.prefix.len());
        let count_max = count_max(old.0).min(count_max(new.0));
        for index in 0..singles.min(count_max) {
            let schemas = element(old, index).zip(element(new, index));
            if let Some((was, is)) = schemas {
                self.compare_schemas(&[was], &[is], spot.element(Some(index)));
            }
        }
        if singles >= count_max || (old.0.items.is_none() && new.0.items.is_none()) {
            return;
        }
        if let Some((was, is)) = element(old, singles).zip(element(new, singles)) {
            self.compare_schemas(&[was], &[is], spot.element(None));
        }
    }
}

/// How many elements there can be.
fn count_max(view: &View<'_>) -> usize {
    let limit = view.limits.get("maxItems").and_then(|limit| limit.value.as_u64());
    limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX)
}

/// What the element at an index has to be.
fn element<'a>((view, schemas): Viewed<'_, 'a>, index: usize) -> Option<Node<'a>> {
    let known = view.prefix.get(index).or(view.items.as_ref()).cloned();
    known.or_else(|| schemas.first().map(Node::anything))
}
