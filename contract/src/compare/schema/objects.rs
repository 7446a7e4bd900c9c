//! Compares what an object is made of.

use std::collections::BTreeSet;

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::super::Comparison;
use super::super::findings::{Place, Spot};
use super::values::Viewed;
use super::view::View;

impl<'a> Comparison<'a> {
    pub(super) fn compare_objects(
        &mut self,
        (old, old_schemas): Viewed<'_, 'a>,
        (new, new_schemas): Viewed<'_, 'a>,
        spot: &Spot,
    ) {
        let names = |view: &View<'a>| view.properties.keys().chain(view.required.keys()).copied().collect::<Vec<_>>();
        let names: BTreeSet<&str> = names(old).into_iter().chain(names(new)).collect();
        for name in names {
            let spot = spot.property(name);
            match (old.properties.get(name), new.properties.get(name)) {
                (Some(was), Some(is)) => {
                    self.compare_required(name, (old, was), (new, is), &spot);
                    self.compare_schemas(was, is, spot);
                }
                (Some(was), None) => {
                    self.property_is_gone(name, was, new, &spot);
                    if let Some(is) = new.extra_for(name) {
                        self.compare_schemas(was, &[is], spot);
                    }
                }
                (None, Some(is)) => {
                    self.property_is_new(name, is, (old, new), &spot);
                    if let Some(was) = old.extra_for(name) {
                        self.compare_schemas(&[was], is, spot);
                    }
                }
                (None, None) => self.compare_required(name, (old, &[]), (new, &[]), &spot),
            }
        }
        self.compare_unknown_properties((old, old_schemas), (new, new_schemas), spot);
    }

    fn compare_required(
        &mut self,
        name: &str,
        (old, was): (&View<'a>, &[Node<'a>]),
        (new, is): (&View<'a>, &[Node<'a>]),
        spot: &Spot,
    ) {
        let (listed_before, listed_now) = (old.required.get(name), new.required.get(name));
        let place = Place::newest(was.first().or(listed_before), is.first().or(listed_now));
        let Some(place) = place else { return };
        let always = match spot.direction {
            Direction::Request => "required",
            Direction::Response => "always there",
        };
        match (listed_before.is_some(), listed_now.is_some()) {
            (false, true) => {
                self.found(Kind::PropertyBecameRequired, spot, place, format!("{always}, was optional"));
            }
            (true, false) => {
                self.found(Kind::PropertyBecameOptional, spot, place, format!("optional, was {always}"));
            }
            _ => {}
        }
    }

    fn property_is_gone(&mut self, name: &str, was: &[Node<'a>], new: &View<'a>, spot: &Spot) {
        let is_hidden = new.hidden.contains(name);
        let (kind, what) = match spot.direction {
            Direction::Request if is_hidden => (Kind::PropertyRemoved, "read-only"),
            Direction::Request if new.closed.is_some() => (Kind::PropertyRefused, "removed, and refused"),
            Direction::Response if is_hidden => (Kind::PropertyRemoved, "write-only"),
            _ => (Kind::PropertyRemoved, "removed"),
        };
        if let Some(was) = was.first() {
            self.found(kind, spot, Place::old(was), what);
        }
    }

    fn property_is_new(&mut self, name: &str, is: &[Node<'a>], (old, new): (&View<'a>, &View<'a>), spot: &Spot) {
        let is_required = new.required.contains_key(name);
        let (kind, what) = match spot.direction {
            Direction::Request if is_required => match old.required.contains_key(name) {
                // It was to be there without a word on what it is.
                true => (Kind::PropertyAdded, "described"),
                false => (Kind::RequiredPropertyAdded, "added, and required"),
            },
            Direction::Request => (Kind::PropertyAdded, "added, and optional"),
            Direction::Response if old.closed.is_some() && !old.hidden.contains(name) => {
                (Kind::PropertyAddedToClosed, "added, where no others were to come")
            }
            Direction::Response => (Kind::PropertyAdded, "added"),
        };
        if let Some(is) = is.first() {
            self.found(kind, spot, Place::new(is), what);
        }
    }

    /// Properties that no schema names.
    fn compare_unknown_properties(
        &mut self,
        (old, old_schemas): Viewed<'_, 'a>,
        (new, new_schemas): Viewed<'_, 'a>,
        spot: &Spot,
    ) {
        match (&old.closed, &new.closed) {
            (Some(_), Some(_)) => {}
            (None, Some(is)) => {
                self.found(Kind::ObjectClosed, spot, Place::new(is), "other properties are refused");
            }
            (Some(was), None) => {
                self.found(Kind::ObjectOpened, spot, Place::old(was), "other properties are allowed");
            }
            (None, None) if old.extra.is_none() && new.extra.is_none() => {}
            (None, None) => {
                let schema = |extra: &Option<Node<'a>>, schemas: &[Node<'a>]| {
                    extra.clone().or_else(|| schemas.first().map(Node::anything))
                };
                let schemas = schema(&old.extra, old_schemas).zip(schema(&new.extra, new_schemas));
                if let Some((was, is)) = schemas {
                    self.compare_schemas(&[was], &[is], spot.property("*"));
                }
            }
        }
    }
}
