//! Compares what comes back: statuses, headers and bodies.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::kind::{Direction, Kind};
use crate::node::Node;

use super::Comparison;
use super::findings::{Place, Spot};

impl<'a> Comparison<'a> {
    /// Compares the responses of two operations.
    pub(super) fn compare_responses(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (old, new) = self.well_formed(old.member("responses"), new.member("responses"), Value::is_object, spot);
        let (olds, news) = (statuses(old.as_ref()), statuses(new.as_ref()));
        for (status, old) in &olds {
            let spot = spot.part(format!("{status} response"), Direction::Response);
            match news.get(status) {
                Some(new) => self.compare_response(old, new, status, &spot),
                None => {
                    let kind = if is_error(status) { Kind::ErrorResponseRemoved } else { Kind::ResponseRemoved };
                    self.found(kind, &spot, Place::old(old), "removed");
                }
            }
        }
        for (status, new) in news.iter().filter(|(status, _)| !olds.contains_key(*status)) {
            let spot = spot.part(format!("{status} response"), Direction::Response);
            self.found(Kind::ResponseAdded, &spot, Place::new(new), "added");
        }
    }

    fn compare_response(&mut self, old: &Node<'a>, new: &Node<'a>, status: &str, spot: &Spot) {
        let (Some(old), Some(new)) = self.well_formed(Some(old.clone()), Some(new.clone()), Value::is_object, spot)
        else {
            return;
        };
        self.compare_headers(&old, &new, status, spot);
        self.compare_content(&old, &new, spot);
        self.compare_others(&old, &new, &["content", "headers"], spot);
    }

    fn compare_headers(&mut self, old: &Node<'a>, new: &Node<'a>, status: &str, spot: &Spot) {
        let (old, new) = self.well_formed(old.member("headers"), new.member("headers"), Value::is_object, spot);
        let (olds, news) = (headers(old.as_ref()), headers(new.as_ref()));
        let part = |name: &str| spot.part(format!("header `{name}` of the {status} response"), Direction::Response);
        for (name, old) in &olds {
            match news.get(name) {
                Some(new) => self.compare_header(old, new, &part(name)),
                None => self.found(Kind::HeaderRemoved, &part(name), Place::old(old), "removed"),
            }
        }
        for (name, new) in news.iter().filter(|(name, _)| !olds.contains_key(*name)) {
            self.found(Kind::HeaderAdded, &part(name), Place::new(new), "added");
        }
    }

    fn compare_header(&mut self, old: &Node<'a>, new: &Node<'a>, spot: &Spot) {
        let (Some(old), Some(new)) = self.well_formed(Some(old.clone()), Some(new.clone()), Value::is_object, spot)
        else {
            return;
        };
        let is_set = (Kind::HeaderBecameRequired, "always there, was optional");
        let was_set = (Kind::HeaderBecameOptional, "optional, was always there");
        self.compare_flag("required", (&old, &new), is_set, was_set, spot);
        self.compare_deprecated(&old, &new, spot);
        self.compare_value(&old, &new, spot);
        self.compare_others(&old, &new, &["content", "deprecated", "required", "schema"], spot);
    }
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5'])
}

fn statuses<'a>(responses: Option<&Node<'a>>) -> BTreeMap<String, Node<'a>> {
    responses.into_iter().flat_map(Node::members).map(|(status, node)| (status.to_ascii_uppercase(), node)).collect()
}

/// Headers by their names, which know no case.
fn headers<'a>(headers: Option<&Node<'a>>) -> BTreeMap<String, Node<'a>> {
    headers.into_iter().flat_map(Node::members).map(|(name, node)| (name.to_ascii_lowercase(), node)).collect()
}
