//! Compares schemas of which one holds (`oneOf`, `anyOf`). The variants of before find those of now by their tags, or else by what
//! they are.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::super::Comparison;
use super::super::budget::Budget;
use super::super::findings::{Place, Spot};
use super::super::same::{Sameness, shape};
use super::values::Viewed;
use super::view::{Union, View};

/// A variant: schemas that hold together, and what they say.
#[derive(Debug)]
struct Variant<'a> {
    schemas: Vec<Node<'a>>,
    view: View<'a>,
    /// What the union's discriminator calls it.
    mapped: Option<&'a str>,
}

impl Variant<'_> {
    fn shapes(&self) -> Option<Vec<String>> {
        Some(self.schemas.iter().map(shape).collect())
    }
}

/// How variants are told apart.
#[derive(Debug, Clone, Copy)]
enum Tagging<'a> {
    /// As a discriminator says.
    Mapping,
    /// By the value of this property: `{ "type": "cat", … }`.
    Property(&'a str),
    /// By their one property: `{ "cat": { … } }`.
    Wrapper,
}

impl<'a> Comparison<'a> {
    /// Where one side is a union and the other a single schema, that schema is a union of one. Whether this was so.
    pub(super) fn compare_wrapped_unions(
        &mut self,
        (old, old_schemas): Viewed<'_, 'a>,
        (new, new_schemas): Viewed<'_, 'a>,
        spot: &Spot,
    ) -> bool {
        let (was, is) = match (old.unions.as_slice(), new.unions.as_slice()) {
            ([], [union]) if new.is_bare() && !old.is_open() => (wrapped(old, old_schemas), Some(union.clone())),
            ([union], []) if old.is_bare() && !new.is_open() => (Some(union.clone()), wrapped(new, new_schemas)),
            _ => return false,
        };
        let (Some(was), Some(is)) = (was, is) else { return false };
        self.compare_null((old, old_schemas), (new, new_schemas), spot);
        let old_variants = self.variants(&was, old, spot.direction);
        let new_variants = self.variants(&is, new, spot.direction);
        self.compare_value_lists(&was.values, &is.values, spot);
        self.compare_variants(&old_variants, &new_variants, &spot.with_null_told());
        true
    }

    /// Unions side by side, in the order they come.
    pub(super) fn compare_all_unions(&mut self, old: &View<'a>, new: &View<'a>, spot: &Spot) {
        for index in 0..old.unions.len().max(new.unions.len()) {
            match (old.unions.get(index), new.unions.get(index)) {
                (Some(was), Some(is)) => {
                    self.compare_value_lists(&was.values, &is.values, spot);
                    let olds = self.variants(was, old, spot.direction);
                    let news = self.variants(is, new, spot.direction);
                    self.compare_variants(&olds, &news, spot);
                }
                (None, Some(is)) => {
                    let what = "has to be one of several variants";
                    self.found(Kind::ConstraintAdded, spot, Place::new(&is.at), what);
                }
                (Some(was), None) => {
                    let what = "no longer has to be one of several variants";
                    self.found(Kind::ConstraintRemoved, spot, Place::old(&was.at), what);
                }
                (None, None) => {}
            }
        }
    }

    fn variants(&mut self, union: &Union<'a>, view: &View<'a>, direction: Direction) -> Vec<Variant<'a>> {
        let mapping = view.discriminator.as_ref().and_then(|node| node.member("mapping"));
        let names = mapping.iter().flat_map(Node::members);
        let names: BTreeMap<&str, &'a str> =
            names.filter_map(|(tag, name)| Some((name.value.as_str()?, tag))).collect();
        let variant = |schemas: &Vec<Node<'a>>| {
            let mapped = reference(schemas).and_then(|name| names.get(name).copied());
            Variant { schemas: schemas.clone(), view: self.view(schemas, direction), mapped }
        };
        union.variants.iter().map(variant).collect()
    }

    fn compare_variants(&mut self, olds: &[Variant<'a>], news: &[Variant<'a>], spot: &Spot) {
        let Some((olds, news)) = tagged(olds, news, spot.direction) else {
            return self.compare_untagged(olds, news, spot);
        };
        for (tag, was) in &olds {
            match news.get(tag) {
                Some(is) => self.compare_schemas(&was.schemas, &is.schemas, spot.variant(tag)),
                None => self.variant_found(Kind::VariantRemoved, was, Place::old, format!("no longer {tag}"), spot),
            }
        }
        for (tag, is) in news.iter().filter(|(tag, _)| !olds.contains_key(*tag)) {
            self.variant_found(Kind::VariantAdded, is, Place::new, format!("also {tag}"), spot);
        }
    }

    fn compare_untagged(&mut self, olds: &[Variant<'a>], news: &[Variant<'a>], spot: &Spot) {
        let mut olds: Vec<_> = olds.iter().collect();
        let mut news: Vec<_> = news.iter().collect();
        let (sameness, budget) = (&mut self.sameness, &mut self.budget);
        take_pairs(&mut olds, &mut news, Variant::shapes, |old, new| is_same_variant(old, new, sameness, budget));
        let mut pairs = take_pairs(&mut olds, &mut news, |variant| reference(&variant.schemas), |_, _| true);
        pairs.extend(take_pairs(&mut olds, &mut news, |variant| variant.view.types, |_, _| true));
        for (was, is) in pairs {
            self.compare_schemas(&was.schemas, &is.schemas, spot.clone());
        }
        for was in olds {
            self.variant_found(Kind::VariantRemoved, was, Place::old, "a variant is gone".to_owned(), spot);
        }
        for is in news {
            self.variant_found(Kind::UntaggedVariantAdded, is, Place::new, "a variant is new".to_owned(), spot);
        }
    }

    fn variant_found(
        &mut self,
        kind: Kind,
        variant: &Variant<'a>,
        place: fn(&Node<'_>) -> Place,
        what: String,
        spot: &Spot,
    ) {
        if let Some(node) = variant.schemas.first() {
            self.found(kind, spot, place(node), what);
        }
    }
}

/// A single schema as a union of one; listed values are values of the union.
fn wrapped<'a>(view: &View<'a>, schemas: &[Node<'a>]) -> Option<Union<'a>> {
    let at = schemas.first()?.clone();
    Some(match &view.values {
        Some(values) => Union { at, values: values.clone(), variants: Vec::new() },
        None => Union { at, values: Vec::new(), variants: vec![schemas.to_vec()] },
    })
}

type Tagged<'v, 'a> = BTreeMap<String, &'v Variant<'a>>;

/// The variants of both sides by their tags, if every one of them has a tag of its own.
fn tagged<'v, 'a>(
    olds: &'v [Variant<'a>],
    news: &'v [Variant<'a>],
    direction: Direction,
) -> Option<(Tagged<'v, 'a>, Tagged<'v, 'a>)> {
    let first = olds.first().or(news.first())?;
    let properties = first.view.required.keys().copied().map(Tagging::Property);
    let mut taggings = [Tagging::Mapping].into_iter().chain(properties).chain([Tagging::Wrapper]);
    taggings.find_map(|tagging| Some((by_tag(olds, tagging, direction)?, by_tag(news, tagging, direction)?)))
}

fn by_tag<'v, 'a>(variants: &'v [Variant<'a>], tagging: Tagging<'a>, direction: Direction) -> Option<Tagged<'v, 'a>> {
    let mut tagged = BTreeMap::new();
    for variant in variants {
        if tagged.insert(tag(variant, tagging, direction)?, variant).is_some() {
            return None;
        }
    }
    Some(tagged)
}

fn tag(variant: &Variant<'_>, tagging: Tagging<'_>, direction: Direction) -> Option<String> {
    let view = &variant.view;
    match tagging {
        Tagging::Mapping => variant.mapped.map(str::to_owned),
        Tagging::Property(name) => {
            view.required.get(name)?;
            let property = View::of(view.properties.get(name)?, direction);
            match property.values?.as_slice() {
                [single] => Some(format!("{name} {}", single.value)),
                _ => None,
            }
        }
        Tagging::Wrapper => {
            let mut names = view.properties.keys();
            let name = names.next().filter(|name| view.required.contains_key(*name))?;
            if names.next().is_some() { None } else { Some((*name).to_owned()) }
        }
    }
}

/// Takes out, in order, the first of the one and the first of the other that have the same key and belong together.
fn take_pairs<'v, 'a, K: Ord>(
    olds: &mut Vec<&'v Variant<'a>>,
    news: &mut Vec<&'v Variant<'a>>,
    key: impl Fn(&'v Variant<'a>) -> Option<K>,
    mut belong: impl FnMut(&Variant<'a>, &Variant<'a>) -> bool,
) -> Vec<(&'v Variant<'a>, &'v Variant<'a>)> {
    let mut by_key: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
    for (index, new) in news.iter().enumerate() {
        if let Some(key) = key(new) {
            by_key.entry(key).or_default().push_back(index);
        }
    }
    let (mut pairs, mut taken) = (Vec::new(), BTreeSet::new());
    olds.retain(|old| {
        let mut find = || {
            let indices = by_key.get_mut(&key(old)?)?;
            let at = indices.iter().position(|&index| news.get(index).is_some_and(|new| belong(old, new)))?;
            let index = indices.remove(at)?;
            taken.insert(index);
            news.get(index).copied()
        };
        let new = find();
        pairs.extend(new.map(|new| (*old, new)));
        new.is_none()
    });
    let mut index = 0..;
    news.retain(|_| index.next().is_some_and(|index| !taken.contains(&index)));
    pairs
}

fn is_same_variant(old: &Variant<'_>, new: &Variant<'_>, sameness: &mut Sameness, budget: &mut Budget) -> bool {
    let (old, new) = (&old.schemas, &new.schemas);
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| sameness.is_same(old, new, budget))
}

/// The component that a variant is.
fn reference<'a>(schemas: &[Node<'a>]) -> Option<&'a str> {
    match schemas {
        [single] => single.text("$ref"),
        _ => None,
    }
}
