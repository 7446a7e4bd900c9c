//! Compares what a single value may be: its type, format, bounds and pattern, and the values that are listed.

use std::collections::BTreeSet;

use crate::kind::Kind;
use crate::node::Node;

use super::super::Comparison;
use super::super::findings::{Place, Spot, shown};
use super::super::same::{ValueSet, is_equal, order};
use super::format::compare_formats;
use super::types::Types;
use super::view::View;

/// A view, and the schemas it is of.
pub(super) type Viewed<'v, 'a> = (&'v View<'a>, &'v [Node<'a>]);

/// The place of a keyword: where it is now, or where it was, or the schema itself.
pub(super) fn place_of(
    (was, old): (Option<&Node<'_>>, &[Node<'_>]),
    (is, new): (Option<&Node<'_>>, &[Node<'_>]),
) -> Option<Place> {
    Place::newest(was, is).or_else(|| Place::newest(old.first(), new.first()))
}

impl<'a> Comparison<'a> {
    /// Whether the types have so much in common that all else is worth a look.
    pub(super) fn compare_types(
        &mut self,
        (old, old_schemas): Viewed<'_, 'a>,
        (new, new_schemas): Viewed<'_, 'a>,
        spot: &Spot,
    ) -> bool {
        let place = place_of((old.types_at.as_ref(), old_schemas), (new.types_at.as_ref(), new_schemas));
        let Some(place) = place else { return true };
        let kind = match (old.types, new.types) {
            (Some(was), Some(is)) if was == is => None,
            // The values say more.
            _ if old.values.is_some() && new.values.is_some() => None,
            (None, None) => None,
            (None, Some(_)) => Some(Kind::TypeNarrowed),
            (Some(_), None) => Some(Kind::TypeWidened),
            (Some(was), Some(is)) if was.is_within(is, spot.is_text) => Some(Kind::TypeWidened),
            (Some(was), Some(is)) if is.is_within(was, spot.is_text) => Some(Kind::TypeNarrowed),
            _ => Some(Kind::TypeChanged),
        };
        if let Some(kind) = kind {
            let shown = |types: Option<Types>| types.map_or("anything".to_owned(), |types| types.to_string());
            self.found(kind, spot, place, format!("{}, was {}", shown(new.types), shown(old.types)));
        }
        self.compare_null((old, old_schemas), (new, new_schemas), spot);
        match kind {
            None => self.compare_format(old, new, spot),
            Some(Kind::TypeChanged) => return false,
            Some(_) => {}
        }
        true
    }

    /// Where anything is allowed, so is `null`, and the type tells it.
    pub(super) fn compare_null(
        &mut self,
        (old, old_schemas): Viewed<'_, 'a>,
        (new, new_schemas): Viewed<'_, 'a>,
        spot: &Spot,
    ) {
        if spot.is_null_told || old.refuses_null == new.refuses_null || old.is_open() || new.is_open() {
            return;
        }
        let (kind, what) = match new.refuses_null {
            true => (Kind::NullRemoved, "no longer null"),
            false => (Kind::NullAdded, "may be null"),
        };
        let place = place_of((old.null_at.as_ref(), old_schemas), (new.null_at.as_ref(), new_schemas));
        if let Some(place) = place {
            self.found(kind, spot, place, what);
        }
    }

    fn compare_format(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        let text = |view: &View<'a>| view.format.as_ref().and_then(|node| node.value.as_str());
        let (was, is) = (text(old), text(new));
        let kind = compare_formats(was, is);
        if let (Some(kind), Some(place)) = (kind, Place::newest(old.format.as_ref(), new.format.as_ref())) {
            let what = format!("format {}, was {}", is.unwrap_or("(none)"), was.unwrap_or("(none)"));
            self.found(kind, spot, place, what);
        }
    }

    /// Listed values, bounds and patterns.
    pub(super) fn compare_values(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        match (&old.values, &new.values) {
            (Some(was), Some(is)) => self.compare_listed(was, is, spot),
            (None, Some(_)) => {
                if let Some(at) = &new.values_at {
                    self.found(Kind::EnumClosed, spot, Place::new(at), "the values are listed, any was allowed");
                }
            }
            (Some(_), None) => {
                if let Some(at) = &old.values_at {
                    self.found(Kind::EnumOpened, spot, Place::old(at), "any value, they were listed");
                }
            }
            (None, None) => {}
        }
        self.compare_limits(old, new, spot);
        self.compare_multiples(old, new, spot);
        self.compare_uniqueness(old, new, spot);
        self.compare_patterns(old, new, spot);
    }

    fn compare_listed(&mut self, olds: &[Node<'a>], news: &[Node<'a>], spot: &Spot) {
        let are = values_of(news);
        let nothing_stays = !olds.is_empty() && !olds.iter().any(|old| are.holds(old.value));
        if let (true, Some(first)) = (nothing_stays, news.first()) {
            let list = |nodes: &[Node<'a>]| nodes.iter().map(|node| shown(node.value)).collect::<Vec<_>>().join(" or ");
            let what = format!("{}, was {}", list(news), list(olds));
            return self.found(Kind::EnumReplaced, spot, Place::new(first), what);
        }
        self.compare_value_lists(olds, news, spot);
    }

    /// Value by value.
    pub(super) fn compare_value_lists(&mut self, olds: &[Node<'a>], news: &[Node<'a>], spot: &Spot) {
        let (were, are) = (values_of(olds), values_of(news));
        for old in olds.iter().filter(|old| !are.holds(old.value)) {
            let what = format!("no longer {}", shown(old.value));
            self.found(Kind::EnumValueRemoved, spot, Place::old(old), what);
        }
        for new in news.iter().filter(|new| !were.holds(new.value)) {
            self.found(Kind::EnumValueAdded, spot, Place::new(new), format!("also {}", shown(new.value)));
        }
    }

    fn compare_limits(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        let names: BTreeSet<&str> = old.limits.keys().chain(new.limits.keys()).copied().collect();
        for name in names {
            let (was, is) = (old.limits.get(name), new.limits.get(name));
            let kind = match (was, is) {
                (None, Some(_)) => Kind::BoundTightened,
                (Some(_), None) => Kind::BoundLoosened,
                (Some(was), Some(is)) if is.is_tighter(was, name) => Kind::BoundTightened,
                (Some(was), Some(is)) if was.is_tighter(is, name) => Kind::BoundLoosened,
                _ => continue,
            };
            let place = Place::newest(was.map(|limit| &limit.node), is.map(|limit| &limit.node));
            let words = [is, was].map(|limit| {
                limit.map_or("(none)".to_owned(), |limit| {
                    format!("{}{}", if limit.is_exclusive { "(exclusive) " } else { "" }, limit.value)
                })
            });
            if let Some(place) = place {
                self.found(kind, spot, place, format!("{name} {}, was {}", words[0], words[1]));
            }
        }
    }

    fn compare_multiples(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        let (was, is) = (old.multiple_of.as_ref(), new.multiple_of.as_ref());
        let kind = match (was, is) {
            (None, Some(_)) => Kind::BoundTightened,
            (Some(_), None) => Kind::BoundLoosened,
            (Some(was), Some(is)) if is_equal(was.value, is.value) => return,
            (Some(was), Some(is)) if is_multiple(is, was) => Kind::BoundTightened,
            (Some(was), Some(is)) if is_multiple(was, is) => Kind::BoundLoosened,
            (Some(_), Some(_)) => Kind::BoundChanged,
            (None, None) => return,
        };
        let words = [is, was].map(|node| node.map_or("(none)".to_owned(), |node| node.value.to_string()));
        if let Some(place) = Place::newest(was, is) {
            self.found(kind, spot, place, format!("multipleOf {}, was {}", words[0], words[1]));
        }
    }

    fn compare_uniqueness(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        match (&old.unique, &new.unique) {
            (None, Some(is)) => {
                self.found(Kind::BoundTightened, spot, Place::new(is), "elements must differ from each other");
            }
            (Some(was), None) => self.found(Kind::BoundLoosened, spot, Place::old(was), "elements may be equal"),
            _ => {}
        }
    }

    fn compare_patterns(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        let gone: Vec<_> = old.patterns.iter().filter(|(pattern, _)| !new.patterns.contains_key(*pattern)).collect();
        let added: Vec<_> = new.patterns.iter().filter(|(pattern, _)| !old.patterns.contains_key(*pattern)).collect();
        for index in 0..gone.len().max(added.len()) {
            let (kind, place, what) = match (gone.get(index), added.get(index)) {
                (Some((was, _)), Some((is, node))) => {
                    (Kind::PatternChanged, Place::new(node), format!("pattern `{is}`, was `{was}`"))
                }
                (None, Some((is, node))) => (Kind::PatternAdded, Place::new(node), format!("pattern `{is}`, had none")),
                (Some((was, node)), None) => {
                    (Kind::PatternRemoved, Place::old(node), format!("no pattern, was `{was}`"))
                }
                (None, None) => continue,
            };
            self.found(kind, spot, place, what);
        }
    }

    /// What stands in for a value that is left out.
    pub(super) fn compare_defaults(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        let (was, is) = (old.default.as_ref(), new.default.as_ref());
        let same = match (was, is) {
            (Some(was), Some(is)) => is_equal(was.value, is.value),
            (was, is) => was.is_none() && is.is_none(),
        };
        let words = [is, was].map(|node| node.map_or("(none)".to_owned(), |node| shown(node.value)));
        if let (false, Some(place)) = (same, Place::newest(was, is)) {
            self.found(Kind::DefaultChanged, spot, place, format!("default {}, was {}", words[0], words[1]));
        }
    }
}

fn values_of(nodes: &[Node<'_>]) -> ValueSet {
    ValueSet::of(nodes.iter().map(|node| node.value))
}

/// Whether a number is a multiple of another, within what floating point loses.
fn is_multiple(of: &Node<'_>, base: &Node<'_>) -> bool {
    let number = |node: &Node<'_>| node.value.as_number().cloned();
    let (Some(of), Some(base)) = (number(of), number(base)) else { return false };
    let zero = serde_json::Number::from(0);
    if order(&base, &zero).is_eq() {
        return false;
    }
    match (of.as_i128(), base.as_i128()) {
        (Some(of), Some(base)) => of % base == 0,
        _ => {
            let quotient = of.as_f64().unwrap_or_default() / base.as_f64().unwrap_or(1.0);
            (quotient - quotient.round()).abs() < 1e-9 * quotient.abs().max(1.0)
        }
    }
}
